namespace CfdBridge.Training;

/// <summary>Checks the numbers of a training's options.</summary>
static class OptionRange
{
    /// <exception cref="ArgumentException">A number is out of the range.</exception>
    public static void Expect(double least, double most, params ReadOnlySpan<(string Name, double Value)> options)
    {
        foreach (var (name, value) in options)
        {
            if (!(value >= least && value <= most)) throw new ArgumentException($"{name}: it must be {(double.IsInfinity(most) ? $"at least {least}" : $"between {least} and {most}")}, got {value}.");
        }
    }
}
