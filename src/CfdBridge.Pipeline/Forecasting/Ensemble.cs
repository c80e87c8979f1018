namespace CfdBridge.Pipeline;

/// <summary>Statistics over the members of a prediction.</summary>
static class Ensemble
{
    /// <summary>The mean of the members; a single member is returned as it is.</summary>
    public static FieldSet Mean(IReadOnlyList<FieldSet> members)
    {
        if (members.Count == 1) return members[0];
        return new FieldSet(members[0].Select((field, f) =>
        {
            var sums = new double[field.Rows * field.Components];
            foreach (var member in members)
            {
                var values = member[f].ToSingle();
                for (var i = 0; i < sums.Length; i++) sums[i] += values[i];
            }

            return field.With(Array.ConvertAll(sums, sum => (float)(sum / members.Count)));
        }));
    }
}
