using System.Globalization;
using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>
/// What every engine was off by in the hindcasts, from every origin and at every lead: a safetensors file beside the report,
/// from which its error bounds, intervals, scores and verdicts can be made again.
/// </summary>
/// <remarks>
/// Of an engine's origins, numbered from the earliest, it holds <c>engine/origin/...</c>: <c>seconds</c> [1],
/// <c>relative</c> and <c>fluctuation</c> [leads, fields], <c>sparsification</c> [fields], <c>signals</c> [signals, leads], and
/// of the errors in units of the spread, components of all fields in a row, <c>volume</c> and <c>unit</c> [leads, components, bins]
/// (weight of the errors in each bin, and the sum of weight times spread) and <c>moments</c> [leads, components, 2] (sums of weight
/// times squared error, and times logarithm of the spread). A trained engine's errors on validation runs stand in the metadata as
/// <c>engine/residuals</c>, in JSON.
/// </remarks>
static class HindcastFile
{
    public const string FileName = "hindcast.safetensors";

    public static void Save(string path, IReadOnlyList<JudgedEngine> engines)
    {
        var file = new SafetensorsWriter();
        file.AddMetadata("bins", string.Create(CultureInfo.InvariantCulture, $"bin 0 ends at {ScoreHistogram.Smallest}, then {ScoreHistogram.BinsPerDecade} to a decade"));
        foreach (var engine in engines)
        {
            if (engine.Assessment?.Residuals is { } stored) file.AddMetadata($"{engine.Name}/residuals", DescriptionFile.ToJson(stored));
            for (var origin = 0; origin < engine.Residuals.Count; origin++) Add(file, $"{engine.Name}/{origin}", engine.Residuals[origin]);
        }

        AtomicFile.Write(path, file.WriteTo);
    }

    static void Add(SafetensorsWriter file, string name, OriginResiduals origin)
    {
        var (leads, fields) = (origin.Leads.Count, origin.Leads[0].Skills.Count);
        ScoreHistogram[] scores = [.. origin.Leads.SelectMany(lead => lead.Scores).SelectMany(components => components)]; // leads, then components
        var bins = scores[0].Weights.Length;
        file.Add($"{name}/seconds", [origin.OriginSeconds], 1);
        file.Add($"{name}/relative", [.. origin.Leads.SelectMany(lead => lead.Skills).Select(skill => skill.RelativeL2)], leads, fields);
        file.Add($"{name}/fluctuation", [.. origin.Leads.SelectMany(lead => lead.Skills).Select(skill => skill.FluctuationError)], leads, fields);
        file.Add($"{name}/sparsification", [.. origin.Sparsification], fields);
        file.Add($"{name}/signals", [.. origin.Signals.SelectMany(signal => signal)], origin.Signals.Count, leads);
        file.Add($"{name}/volume", Binned(scores, score => score.Weights), leads, scores.Length / leads, bins);
        file.Add($"{name}/unit", Binned(scores, score => score.Units), leads, scores.Length / leads, bins);
        file.Add($"{name}/moments", [.. scores.SelectMany(score => new[] { score.Squares, score.LogUnits })], leads, scores.Length / leads, 2);
    }

    static float[] Binned(ScoreHistogram[] scores, Bins of)
    {
        var bins = of(scores[0]).Length;
        var all = new float[scores.Length * bins];
        for (var i = 0; i < scores.Length; i++)
        {
            var own = of(scores[i]);
            for (var bin = 0; bin < bins; bin++) all[i * bins + bin] = (float)own[bin];
        }

        return all;
    }

    delegate ReadOnlySpan<double> Bins(ScoreHistogram score);
}
