namespace CfdBridge.Pipeline;

/// <summary>
/// The unit in which errors are measured and intervals are drawn: how much the flow varies at each place, and for an
/// ensemble how far its members differ there. Members differ less than they err, since none of them knows what the codec
/// loses; a share of the flow's own variation stands for that.
/// </summary>
static class SpreadUnit
{
    const double LeastOfShape = 0.05; // what codecs lose of the fluctuation here is 3 to 6 %

    /// <summary>One positive number for each value of each field.</summary>
    public static FieldSet Of(IReadOnlyList<FieldSet> members, FieldSet shape)
    {
        if (members.Count == 1) return shape;
        return new(shape.Select((unit, f) =>
        {
            var own = unit.ToSingle();
            var values = members.Select(member => member[f].ToSingle()).ToArray();
            var (spread, widening) = (new float[own.Length], (1 + 1.0 / values.Length) / (values.Length - 1));
            for (var i = 0; i < spread.Length; i++)
            {
                var (mean, squares) = (0.0, 0.0);
                foreach (var member in values) mean += member[i];
                mean /= values.Length;
                foreach (var member in values) squares += (member[i] - mean) * (member[i] - mean);
                spread[i] = (float)Math.Sqrt(squares * widening + LeastOfShape * LeastOfShape * own[i] * own[i]);
            }

            return unit.With(spread);
        }));
    }
}
