using System.Globalization;
using System.Text;
using CfdBridge.Data;
using CfdBridge.Pipeline;
using static CfdBridge.Training.ReportText;

namespace CfdBridge.Worker;

/// <summary>What the judge promised beside what came, as tables and figures.</summary>
static class TrustEvaluationReport
{
    public const string TableName = "trust.md";
    public const string FileName = "trust.json";

    static readonly int[] Leads = [10, 25, 50, 100];

    public static void Write(string folder, TrustEvaluation evaluation)
    {
        var scores = evaluation.Scores;
        var text = new StringBuilder($"# Trust on {evaluation.Source}\n");
        text.Append("\nShare of the volume whose truth lies within the 90 % interval, %, mean over windows; by field, to the leads that the engine's interval reaches. Upper: share of windows and leads whose error is below its 90 % bound.\n\n");
        text.Append(Table(["engine", "windows", "field", .. Leads.Select(lead => $"at {lead}"), "over all known leads", "below the bound, %"], Coverage(scores)));
        text.Append("\nThe headline: windows with at least one accepted step, and in how many of them the error at the last accepted step is below the tolerance in every field; then the same with errors over the fluctuation of what came.\n\n");
        text.Append(Table(["engine", "windows", "with a headline", "right", "right, %", "right by the later fluctuation, %", "accepted steps, mean"], Headlines(scores)));
        text.Append("\nError of U over the fluctuation of what came, %, mean to a lead, means over windows: what auto took, and the engine that would have been best in the mean of the windows of its group.\n\n");
        text.Append(Table(["group", "windows", .. Leads.Select(lead => $"auto {lead}"), .. Leads.Select(lead => $"best {lead}"), "auto took"], Choices(scores)));
        var windows = scores.GroupBy(score => (score.Group, score.Run, score.OriginSeconds)).ToArray();
        var ratios = windows.Select(window => window.First().Cost.Judging / window.Sum(score => score.Cost.Continuing)).Order().ToArray();
        text.Append(CultureInfo.InvariantCulture, $"\nJudging costs {Figure(ratios[ratios.Length / 2])} times one continuation by all engines (CPU time, median over windows; most {Figure(ratios[^1])}): {Figure(windows.Average(window => window.First().Cost.Judging))} s in the mean.\n");
        AtomicFile.WriteText(Path.Combine(folder, FileName), DescriptionFile.ToJson(evaluation.Scores));
        AtomicFile.WriteText(Path.Combine(folder, TableName), text.ToString());
    }

    static IEnumerable<string[]> Coverage(IReadOnlyList<TrustScore> scores) =>
        from engine in scores.GroupBy(score => score.Engine)
        from field in engine.First().Fields.Select(field => field.Field)
        select (string[])
        [
            engine.Key, $"{engine.Count()}", field,
            .. Leads.Select(lead => Mean(engine.Where(score => score.Known >= lead).Select(score => 100 * Of(score, field).Coverage[lead - 1]))),
            Mean(engine.SelectMany(score => Of(score, field).Coverage.Take(score.Known).Select(share => 100 * share))),
            Mean(engine.SelectMany(score => Of(score, field).Upper.Zip(Of(score, field).Error, (upper, error) => error <= upper ? 100.0 : 0))),
        ];

    static IEnumerable<string[]> Headlines(IReadOnlyList<TrustScore> scores)
    {
        foreach (var (name, own) in scores.GroupBy(score => score.Engine).Select(engine => (engine.Key, engine.ToArray())).Append(("auto", [.. scores.Where(score => score.Chosen)])))
        {
            var headed = own.Where(score => score.AcceptedSteps > 0).ToArray();
            bool Right(TrustScore score, bool later) => score.Fields.All(field => field.Error[score.AcceptedSteps - 1] / (later ? field.Scale : 1) < ForecastTolerance);
            var right = headed.Count(score => Right(score, later: false));
            yield return [name, $"{own.Length}", $"{headed.Length}", $"{right}", headed.Length == 0 ? "-" : Figure(100.0 * right / headed.Length), headed.Length == 0 ? "-" : Figure(100.0 * headed.Count(score => Right(score, later: true)) / headed.Length), Mean(own.Select(score => (double)score.AcceptedSteps))];
        }
    }

    static IEnumerable<string[]> Choices(IReadOnlyList<TrustScore> scores)
    {
        var groups = scores.GroupBy(score => score.Group).Select(group => (group.Key, group.ToArray())).Append(("all", [.. scores]));
        foreach (var (name, all) in groups)
        {
            var chosen = all.Where(score => score.Chosen).ToArray();
            var count = all.Select(score => (score.Group, score.Run, score.OriginSeconds)).Distinct().Count();
            double At(TrustScore score, int lead) => 100 * score.Fields[0].Error.Take(lead).Average() / score.Fields[0].Scale;
            var leads = Leads.Where(lead => lead <= all[0].Fields[0].Error.Count).ToArray();
            string Best(int lead) => all.GroupBy(score => score.Engine).Where(engine => engine.Count() == count).Select(engine => (engine.Key, Error: engine.Average(score => At(score, lead)))).MinBy(engine => engine.Error) is var best ? $"{Figure(best.Error)} {best.Key}" : "-";
            yield return [name, $"{count}", .. leads.Select(lead => Mean(chosen.Select(score => At(score, lead)))), .. leads.Select(Best), string.Join(", ", chosen.GroupBy(score => score.Engine).OrderByDescending(own => own.Count()).Select(own => $"{own.Key} {own.Count()}"))];
        }
    }

    const double ForecastTolerance = 0.1;

    static TrustFieldScore Of(TrustScore score, string field) => score.Fields.Single(one => one.Field == field);

    static string Mean(IEnumerable<double> values) => values.ToArray() is { Length: > 0 } all ? Figure(all.Average()) : "-";
}
