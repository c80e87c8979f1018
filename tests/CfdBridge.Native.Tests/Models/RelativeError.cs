namespace CfdBridge.Native.Tests.Models;

static class RelativeError
{
    /// <summary>Relative L2 error of all values together.</summary>
    public static double Of(float[] values, float[] truth) => Math.Sqrt(values.Zip(truth).Sum(pair => Math.Pow(pair.First - pair.Second, 2)) / truth.Sum(value => (double)value * value));
}
