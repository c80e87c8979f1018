using static CfdBridge.Training.ReportText;

namespace CfdBridge.Training;

/// <summary>An evaluation of codecs as a table, a page with curves, a picture of them, and the figures themselves.</summary>
public static class CodecEvaluationReport
{
    public const string TableName = "evaluation.md";
    public const string PageName = "evaluation.html";
    public const string PictureName = "evaluation.png";
    const string Legend = "Relative L2 errors in percent, mean over the runs; in brackets the error over the field's fluctuation in time.";

    public static void Write(string folder, CodecEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var (head, rows) = Table(evaluation);
        var charts = Charts(evaluation);
        evaluation.Save(Path.Combine(folder, CodecEvaluation.FileName));
        AtomicFile.WriteText(Path.Combine(folder, TableName), Markdown(evaluation, head, rows));
        var page = new HtmlPage($"Codecs on {evaluation.Library}");
        page.Add(charts);
        page.AddHeading(Legend);
        page.AddTable(head, rows, words: 1);
        AtomicFile.WriteText(Path.Combine(folder, PageName), page.ToString());
        Chart.WritePng(Path.Combine(folder, PictureName), charts);
    }

    // One line for each codec, compression and share.
    static (string[] Head, string[][] Rows) Table(CodecEvaluation evaluation)
    {
        var (fields, runs) = (evaluation.FieldNames(), evaluation.Runs());
        string[] head = ["codec", "code", "times smaller", "points known", .. fields, .. fields.Select(field => $"{field} of {string.Join(" / ", runs)}")];
        string Mean(CodecMean mean, string field) => mean.TryMean(field, out var error) ? $"{Figure(error.Relative)} ({Figure(error.Fluctuation)})" : "-";
        string OfRun(CodecMean mean, string run, string field) =>
            mean.Scores.FirstOrDefault(score => score.Run == run)?.Fields.TryGetValue(field, out var error) == true ? Figure(error.Relative) : "-";
        string[][] rows =
        [
            .. evaluation.Means().Select(mean => (string[])
            [
                mean.Codec, mean.Latent == 0 ? "-" : Figure(mean.Latent), mean.Latent == 0 ? "-" : Figure(mean.Compression), $"{Figure(100 * mean.Share)} %",
                .. fields.Select(field => Mean(mean, field)),
                .. fields.Select(field => string.Join(" / ", runs.Select(run => OfRun(mean, run, field)))),
            ]),
        ];
        return (head, rows);
    }

    static string Markdown(CodecEvaluation evaluation, string[] head, string[][] rows) => $"# Codecs on {evaluation.Library}\n\n{Legend}\n\n{ReportText.Table(head, rows)}";

    static Chart[] Charts(CodecEvaluation evaluation)
    {
        var means = evaluation.Means();
        var shared = CommonCompression(means);
        return
        [
            .. evaluation.FieldNames().Select(field => Errors($"Error of {field} against compression", "times smaller", true, AgainstCompression(means, field))),
            .. evaluation.FieldNames().Select(field => Errors($"Error of {field} against points known", "points known, %", false, AgainstShare(means, field, shared))).Where(chart => chart.Series.Count > 0),
        ];
    }

    // Errors of codecs lie powers of ten apart.
    static Chart Errors(string title, string across, bool log, IReadOnlyList<Series> series) => new(title, across, "relative L2, %, mean over runs", log, true, series);

    // With as many points known as there are; what has no code stands across the whole range.
    static List<Series> AgainstCompression(IReadOnlyList<CodecMean> means, string field)
    {
        double[] range = [.. means.Where(mean => mean.Latent > 0).Select(mean => mean.Compression).DefaultIfEmpty(1)];
        var series = new List<Series>();
        foreach (var codec in means.GroupBy(mean => mean.Codec))
        {
            var most = codec.Where(mean => mean.Share == codec.Max(other => other.Share)).ToArray();
            series.Add(most.All(mean => mean.Latent == 0)
                ? new(codec.Key, [.. most.SelectMany(mean => new[] { range.Min(), range.Max() }.Select(x => (x, Relative(mean, field))))], SeriesStyle.Dashed)
                : new(codec.Key, [.. most.Select(mean => (mean.Compression, Relative(mean, field)))], SeriesStyle.Markers));
        }

        return series;
    }

    // Every codec that was asked with fewer points, at its size nearest to the one that most were asked at.
    static List<Series> AgainstShare(IReadOnlyList<CodecMean> means, string field, double compression)
    {
        var series = new List<Series>();
        foreach (var codec in means.GroupBy(mean => mean.Codec))
        {
            var sizes = codec.GroupBy(mean => mean.Latent).Where(size => size.Count() > 1).ToArray();
            if (sizes.Length == 0) continue;
            var nearest = sizes.MinBy(size => Math.Abs(Math.Log(size.First().Compression / compression)))!; // there is one
            var name = nearest.Key == 0 ? codec.Key : $"{codec.Key}, {Figure(nearest.First().Compression)} times";
            series.Add(new(name, [.. nearest.OrderBy(mean => mean.Share).Select(mean => (100 * mean.Share, Relative(mean, field)))], nearest.Key == 0 ? SeriesStyle.Dashed : SeriesStyle.Markers));
        }

        return series;
    }

    static double CommonCompression(IReadOnlyList<CodecMean> means) =>
        means.Where(mean => mean.Latent > 0).GroupBy(mean => Math.Round(mean.Compression)).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? 1;

    static double Relative(CodecMean mean, string field) => mean.TryMean(field, out var error) ? error.Relative : double.NaN;
}
