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
        float[] errors = [.. predicted.Zip(truth, (p, t) => Math.Abs(p - t))];
        var all = errors.Average(error => (double)error);
        if (!(all > 0)) return 0;
        double[] bySpread = Curve(errors, unit), byError = Curve(errors, errors);
        return bySpread.Zip(byError, (spread, error) => spread - error).Average() / all;
    }

    static double[] Curve(float[] errors, float[] by)
    {
        var (keys, sorted) = ((float[])by.Clone(), (float[])errors.Clone());
        Array.Sort(keys, sorted); // rising: those of largest spread are last
        var (sums, sum) = (new double[sorted.Length + 1], 0.0);
        for (var i = 0; i < sorted.Length; i++) sums[i + 1] = sum += sorted[i];
        return [.. Enumerable.Range(0, Shares).Select(share => Math.Max(1, sorted.Length - share * sorted.Length / Shares)).Select(left => sums[left] / left)];
    }
}
