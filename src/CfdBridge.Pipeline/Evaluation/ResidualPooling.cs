namespace CfdBridge.Pipeline;

/// <summary>Errors of one trained engine over validation windows, each held against what its own hindcast promised.</summary>
static class ResidualPooling
{
    const double Level = 0.9;
    const int Neighbours = 6; // leads on either side that are pooled with one: a quantile over so few windows is ragged

    public static ValidationResiduals Of(string engine, string source, IReadOnlyList<TrustWindow> windows)
    {
        var leads = windows.Min(one => one.Truth.Count);
        var (first, usual) = (windows[0], windows.Select(one => one.Engine.Assessment!.Observed).ToArray()); // only trained engines come here
        var highest = new Familiarity(usual.Max(one => one.LatentDistance), usual[0].Reconstruction.Keys.ToDictionary(field => field, field => Rounded(usual.Max(one => one.Reconstruction[field]))));
        return new(engine, source, windows.Count, Rounded(first.Window.Context.SpacingSeconds), highest with { LatentDistance = Rounded(highest.LatentDistance) }, [.. first.Truth[0].Skills.Select((skill, f) => Field(skill.Field, f, leads, windows))]);
    }

    static FieldResiduals Field(string name, int f, int leads, IReadOnlyList<TrustWindow> windows)
    {
        var components = windows[0].Truth[0].Scores[f].Length;
        double Error(TrustWindow one, int lead) => one.Truth[lead - 1].Skills[f].FluctuationError;
        double[] expected = [.. Leads(leads).Select(lead => windows.Average(one => Error(one, lead)))];
        double[] scales = [.. windows.Select(one => one.Engine.Residuals.ErrorScale(f, lead => expected[lead - 1]))];
        double[][] ratios = [.. Leads(leads).Select(lead => windows.Select((one, w) => Error(one, lead) / (scales[w] * expected[lead - 1])).ToArray())];

        double[][] scores = [.. Leads(leads).Select(lead => Enumerable.Range(0, components).Select(c => Math.Max(windows.Average(one => one.Truth[lead - 1].Scores[f][c].Rms), 1e-9)).ToArray())];
        var (deviations, halves) = (new double[leads][], new double[leads][]);
        for (var lead = 1; lead <= leads; lead++) (deviations[lead - 1], halves[lead - 1]) = (new double[components], new double[components]);
        for (var c = 0; c < components; c++)
        {
            double[] widths = [.. windows.Select(one => one.Engine.Residuals.SpreadScale(f, c, lead => scores[lead - 1][c]))];
            for (var lead = 1; lead <= leads; lead++)
            {
                (double Promise, ScoreHistogram Score)[] truths = [.. windows.Select((one, w) => (widths[w] * scores[lead - 1][c], one.Truth[lead - 1].Scores[f][c]))];
                deviations[lead - 1][c] = Rounded(Math.Sqrt(truths.Average(one => one.Score.Rms * one.Score.Rms / (one.Promise * one.Promise))));
                halves[lead - 1][c] = HalfWidth(truths);
            }
        }

        return new(
            name, Rounded(expected), Rounded([.. ratios.Select(own => own.Average())]),
            Rounded([.. Leads(leads).Select(lead => Upper([.. ratios.Skip(lead - 1 - Neighbours).Take(2 * Neighbours + 1 + Math.Min(0, lead - 1 - Neighbours)).SelectMany(own => own)], windows.Count))]),
            [.. scores.Select(Rounded)], deviations, [.. halves.Select((_, i) => Rounded([.. Enumerable.Range(0, components).Select(c => halves.Skip(i - Neighbours).Take(2 * Neighbours + 1 + Math.Min(0, i - Neighbours)).Average(row => row[c]))]))]);
    }

    // The quantile at which a new window, were it like these, is below with the level's probability.
    static double Upper(double[] ratios, int windows)
    {
        Array.Sort(ratios);
        var rank = Math.Min(1, Level * (windows + 1) / windows);
        return ratios[Math.Min(ratios.Length - 1, (int)Math.Ceiling(rank * ratios.Length) - 1)];
    }

    // The half width, in units of what is promised, that holds nine tenths of the volume in the mean over the windows.
    static double HalfWidth((double Promise, ScoreHistogram Score)[] truths)
    {
        var (low, high) = (0.0, 100.0);
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (truths.Average(one => one.Score.Coverage(middle * one.Promise)) < Level) low = middle;
            else high = middle;
        }

        return high;
    }

    static IEnumerable<int> Leads(int count) => Enumerable.Range(1, count);

    static double[] Rounded(double[] values) => [.. values.Select(Rounded)];

    // Four digits: a file that people can read.
    static double Rounded(double value) => value == 0 || !double.IsFinite(value) ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
