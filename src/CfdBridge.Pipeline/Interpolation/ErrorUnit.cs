namespace CfdBridge.Pipeline;

/// <summary>
/// The unit that errors and intervals are measured in, for each value of a step: the spread of the members where there are
/// several, and a part of how much the flow varies there, so that neither a certain ensemble nor a still place makes it nothing.
/// </summary>
/// <param name="shape">How much the flow varies, for each value of a step.</param>
sealed class ErrorUnit(FieldSet shape)
{
    const double PartOfShape = 0.25; // beside the spread of members

    public float[] Of(IReadOnlyList<FieldSet> members, FieldSet mean, int field)
    {
        var varies = shape[field].ToSingle();
        if (members.Count < 2) return varies;
        var (middle, unit, all) = (mean[field].ToSingle(), new float[varies.Length], members.Select(member => member[field].ToSingle()).ToArray());
        for (var i = 0; i < unit.Length; i++)
        {
            var square = 0.0;
            foreach (var one in all) square += ((double)one[i] - middle[i]) * ((double)one[i] - middle[i]);
            unit[i] = (float)Math.Sqrt(square / (members.Count - 1) * (1 + 1.0 / members.Count) + Math.Pow(PartOfShape * varies[i], 2));
        }

        return unit;
    }
}
