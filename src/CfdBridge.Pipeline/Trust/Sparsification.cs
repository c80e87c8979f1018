using System.Runtime.InteropServices;

namespace CfdBridge.Pipeline;

/// <summary>
/// Whether a spread tells where errors are: the mean error of what is left as the places of largest spread are taken away,
/// less that as the places of largest error are, over the mean error; the area between both curves (AUSE), 0 at best.
/// </summary>
static class Sparsification
{
    const int Shares = 20;

    /// <summary>By field.</summary>
    public static IReadOnlyList<double> Area(FieldSet predicted, FieldSet truth, FieldSet unit) => [.. truth.Select((field, f) => Area(predicted[f].ToSingle(), field.ToSingle(), unit[f].ToSingle()))];

    static double Area(float[] predicted, float[] truth, float[] unit)
    {
        var (errors, sum) = (new float[predicted.Length], 0.0);
        for (var i = 0; i < errors.Length; i++) sum += errors[i] = Math.Abs(predicted[i] - truth[i]);
        var all = sum / errors.Length;
        if (!(all > 0) || !double.IsFinite(all)) return 0;
        double[] bySpread = Curve(errors, unit), byError = Curve(errors, errors);
        return bySpread.Zip(byError, (spread, error) => spread - error).Average() / all;
    }

    // Values in rising order of keys that are not negative: as bits these stand in the order of whole numbers, sorted here by
    // sixteen bits and then by the other sixteen.
    static float[] Rising(float[] values, float[] by)
    {
        var (from, keys) = (values, MemoryMarshal.Cast<float, uint>(by).ToArray());
        foreach (var shift in new[] { 0, 16 })
        {
            var starts = new int[(1 << 16) + 1];
            foreach (var key in keys) starts[((key >> shift) & 0xffff) + 1]++;
            for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
            var (to, toKeys) = (new float[from.Length], new uint[from.Length]);
            for (var i = 0; i < keys.Length; i++)
            {
                var place = starts[(keys[i] >> shift) & 0xffff]++;
                (to[place], toKeys[place]) = (from[i], keys[i]);
            }

            (from, keys) = (to, toKeys);
        }

        return from;
    }

    static double[] Curve(float[] errors, float[] by)
    {
        var sorted = Rising(errors, by); // those of largest spread are last
        var (sums, sum) = (new double[sorted.Length + 1], 0.0);
        for (var i = 0; i < sorted.Length; i++) sums[i + 1] = sum += sorted[i];
        return [.. Enumerable.Range(0, Shares).Select(share => Math.Max(1, sorted.Length - share * sorted.Length / Shares)).Select(left => sums[left] / left)];
    }
}
