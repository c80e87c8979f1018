namespace CfdBridge.Pipeline;

/// <summary>
/// How the intervals did on the observed run: each origin by itself, its intervals from the other origins. Means over leads,
/// components and origins, weighted by volume.
/// </summary>
/// <param name="Field">Field name.</param>
/// <param name="Coverage90">Share of the truth within the 90 % interval.</param>
/// <param name="Sharpness">Mean standard deviation, in the field's unit.</param>
/// <param name="Crps">Continuous ranked probability score of a Gaussian with it, in the field's unit.</param>
/// <param name="Rmsce">Rms over levels 5 to 95 % of what Gaussian intervals hold less what they should.</param>
/// <param name="Nlpd">Mean negative logarithm of the Gaussian's density at the truth.</param>
/// <param name="Reliability">Share of the truth within Gaussian intervals of 5, 10 ... 95 %.</param>
/// <param name="Ause">Area between the sparsification curves by spread and by error, at the last lead of each origin.</param>
public sealed record HindcastCalibration(string Field, double Coverage90, double Sharpness, double Crps, double Rmsce, double Nlpd, IReadOnlyList<double> Reliability, double Ause)
{
    const double Still = 1e-4; // of the spread of a field's liveliest component: what never varies is no test

    static readonly double[] Levels = [.. Enumerable.Range(1, 19).Select(i => 0.05 * i)];
    static readonly double[] HalfWidths = [.. Levels.Select(Gaussian.HalfWidth)];

    /// <returns>Empty for a single origin, which has no other.</returns>
    internal static IReadOnlyList<HindcastCalibration> Of(IReadOnlyList<OriginResiduals> residuals, ValidationResiduals? stored, double spacing)
    {
        if (residuals.Count < 2) return [];
        var held = new List<(ScoreHistogram Score, double Deviation, double HalfWidth, int Field)>();
        foreach (var origin in residuals)
        {
            IReadOnlyList<OriginResiduals> others = [.. residuals.Where(other => other != origin)];
            var spread = new SpreadCalibration(others, origin.Leads.Count, spacing).Of(stored);
            for (var lead = 1; lead <= Math.Min(spread.Known, origin.Leads.Count); lead++)
            {
                for (var f = 0; f < spread.Fields.Count; f++)
                {
                    var scores = origin.Leads[lead - 1].Scores[f];
                    var largest = scores.Max(score => score.MeanUnit);
                    for (var c = 0; c < scores.Length; c++)
                    {
                        if (scores[c].MeanUnit > Still * largest) held.Add((scores[c], Math.Max(spread.Fields[f].DeviationAt(lead, c), 1e-12), spread.Fields[f].HalfWidthAt(lead, c), f));
                    }
                }
            }
        }

        return
        [
            .. residuals[0].Leads[0].Skills.Select((skill, f) => (skill.Field, Own: held.Where(one => one.Field == f).ToArray(), f)).Where(field => field.Own.Length > 0).Select(field => new HindcastCalibration(
                field.Field,
                field.Own.Average(one => one.Score.Coverage(one.HalfWidth)),
                field.Own.Average(one => one.Score.MeanUnit * one.Deviation),
                field.Own.Average(one => one.Score.Crps(one.Deviation)),
                Math.Sqrt(Reliable(field.Own).Zip(Levels, (held, level) => held - level).Average(off => off * off)),
                field.Own.Average(one => one.Score.NegativeLogDensity(one.Deviation)),
                Reliable(field.Own),
                residuals.Average(origin => origin.Sparsification[field.f]))),
        ];
    }

    static double[] Reliable((ScoreHistogram Score, double Deviation, double HalfWidth, int Field)[] held) =>
        [.. HalfWidths.Select(width => held.Average(one => one.Score.Coverage(width * one.Deviation)))];
}
