using System.Text;
using CfdBridge.Pipeline;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>An evaluation of engines as tables, a page with curves, and the figures themselves.</summary>
static class ForecastEvaluationReport
{
    public const string TableName = "evaluation.md";
    public const string PageName = "evaluation.html";

    const string Legend =
        "Means over the runs that an engine served. Errors are norms weighted by volume; at a number of steps ahead the mean of the four steps that end there, and last the mean over all steps. " +
        "Phase and amplitude are those of the truth's leading pair of modes over its last period, the phase without its sign in the means; Strouhal is the ratio of dominant frequencies, prediction to truth. " +
        "A dash stands where truth or prediction has no such figure. CRPS is in percent of the rms fluctuation, of one member the absolute error. Seconds are medians over the runs. " +
        "auto is what the live bridge takes by its hindcast on the snapshots seen.";

    public static void Write(string folder, ForecastEvaluation evaluation)
    {
        var title = $"Forecasts on {evaluation.Library}";
        ForecastGroupTables[] groups = [.. evaluation.Groups.Select(group => new ForecastGroupTables(group, evaluation.Scores))];
        var text = new StringBuilder($"# {title}\n\n{Legend}\n");
        var page = new HtmlPage(title);
        page.AddParagraph(Legend);
        page.Add([.. groups.Select(group => group.Errors())]);
        foreach (var group in groups)
        {
            text.Append($"\n## {group.Title}\n");
            page.AddHeading(group.Title);
            (string Caption, string[] Head, string[][] Rows)[] tables = [group.Relative(), group.Fluctuation(), group.Wake(), group.Ensembles(), group.Runs()];
            foreach (var (caption, head, rows) in tables) text.Append($"\n{caption}\n\n{ReportText.Table(head, rows)}");
            page.AddTable(tables[0].Head, tables[0].Rows, words: 1);
            foreach (var (caption, head, rows) in tables[1..]) page.AddFolded(caption, head, rows, words: 1);
        }

        evaluation.Save(Path.Combine(folder, ForecastEvaluation.FileName));
        AtomicFile.WriteText(Path.Combine(folder, TableName), text.ToString());
        AtomicFile.WriteText(Path.Combine(folder, PageName), page.ToString());
    }
}
