using System.Globalization;
using System.Text;
using CfdBridge.Pipeline;
using static CfdBridge.Training.ReportText;

namespace CfdBridge.Worker;

/// <summary>An evaluation of engines that interpolate as tables, and the figures themselves.</summary>
static class InterpolationEvaluationReport
{
    public const string TableName = "evaluation.md";

    const string Legend =
        "Means over the snapshots held back, runs in the order given. Errors are norms weighted by volume, over the rms fluctuation of the truth about its mean over the whole window. " +
        "Covered is the share of the volume where the truth lies in the 90 % interval that the engine's own left-out steps give, width that of the interval over the rms fluctuation of a value. " +
        "Seconds for a snapshot include these trials. auto takes what does best in them.";

    public static void Write(string folder, InterpolationEvaluation evaluation)
    {
        var text = new StringBuilder($"# Interpolation on {evaluation.Library}\n\n{Legend}\n");
        foreach (var group in evaluation.Groups)
        {
            InterpolationScore[] all = [.. evaluation.Scores.Where(score => score.Group == group.Name)];
            string[] fields = [.. all.SelectMany(score => score.Fields.Keys).Distinct()];
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Name}: {group.Snapshots} snapshots, {group.Pattern}\n\n");
            text.Append(string.Join(" / ", group.Windows.Select(window => string.Create(CultureInfo.InvariantCulture, $"{window.Run} to {window.OriginSeconds:0.##} s")))).Append("\n\n");
            text.Append(Table(
                ["engine", .. fields.SelectMany(field => new[] { $"{field} over fluctuation, %", $"{field} mean" }), .. fields.SelectMany(field => new[] { $"{field} covered, %", $"{field} width" }), "s"],
                [.. all.Where(score => score.Refusal.Length == 0).GroupBy(score => score.Engine).Select(own => Row(own, all, fields))]));
            foreach (var refused in all.Where(score => score.Refusal.Length > 0).GroupBy(score => (score.Engine, score.Refusal)))
                text.Append($"\n{refused.Key.Engine}, {string.Join(", ", refused.Select(score => score.Run))}: {refused.Key.Refusal}\n");
        }

        evaluation.Save(Path.Combine(folder, InterpolationEvaluation.FileName));
        AtomicFile.WriteText(Path.Combine(folder, TableName), text.ToString());
    }

    static string[] Row(IGrouping<string, InterpolationScore> own, InterpolationScore[] all, string[] fields)
    {
        string Each(Func<InterpolationScore, double> figure) => string.Join(" / ", all.Where(score => score.Engine == own.Key).Select(score => score.Refusal.Length == 0 ? Figure(figure(score)) : "-"));
        var chosen = string.Join(", ", own.Select(score => score.Chosen).Where(name => name.Length > 0).Distinct());
        return
        [
            chosen.Length > 0 ? $"{own.Key} ({chosen})" : own.Key,
            .. fields.SelectMany(field => new[] { Each(score => 100 * score.Fields[field].Fluctuation), Figure(100 * own.Average(score => score.Fields[field].Fluctuation)) }),
            .. fields.SelectMany(field => new[] { Each(score => 100 * score.Fields[field].Coverage), Figure(own.Average(score => score.Fields[field].Width)) }),
            Figure(own.Average(score => score.Seconds)),
        ];
    }
}
