using System.Globalization;

namespace CfdBridge.Training;

/// <summary>A page and a picture of how a training went, from its log; may be made again at any time while it runs.</summary>
public static class TrainingReport
{
    public const string PageName = "training.html";
    public const string PictureName = "training.png";
    const int MostPoints = 600; // of a curve: more would only blacken it

    /// <param name="folder">Of the checkpoint, with its log.</param>
    /// <param name="facts">What the reader should know of the model and the data.</param>
    public static void Write(string folder, string title, IReadOnlyList<(string Name, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var lines = TrainingLog.Read(Path.Combine(folder, TrainingLog.FileName));
        var stages = Stages(lines);
        var charts = Charts(stages);
        var page = new HtmlPage(title);
        page.AddTable([], facts.Concat(Standing(lines)).Select(fact => (string[])[fact.Name, fact.Value]), words: 2);
        page.AddHeading("Curves");
        page.Add(charts);
        string[] fields = [.. Fields(lines)];
        page.AddFolded(
            "Every validation, in figures",
            ["stage", "step", "seconds", "loss", "learning rate", .. fields.Select(field => $"{field}, %")],
            lines.Where(line => line.Validation is not null).Select(line => (string[])
            [
                line.Stage, line.Step.ToString(CultureInfo.InvariantCulture), Figure(line.Seconds), Figure(line.Loss), Figure(line.LearningRate),
                .. fields.Select(field => line.Validation!.TryGetValue(field, out var error) ? Figure(error) : ""), // those without were left out
            ]),
            words: 1);
        AtomicFile.WriteText(Path.Combine(folder, PageName), page.ToString());
        Chart.WritePng(Path.Combine(folder, PictureName), charts);
    }

    // Each stage's lines, with the step counted from the beginning of the first.
    static List<(string Stage, (double X, TrainingLogLine Line)[] Lines)> Stages(IReadOnlyList<TrainingLogLine> lines)
    {
        var (stages, before) = (new List<(string, (double, TrainingLogLine)[])>(), 0L);
        foreach (var stage in lines.GroupBy(line => line.Stage))
        {
            stages.Add((stage.Key, [.. stage.Select(line => ((double)(before + line.Step), line))]));
            before += stage.Max(line => line.Step);
        }

        return stages;
    }

    static Chart[] Charts(List<(string Stage, (double X, TrainingLogLine Line)[] Lines)> stages)
    {
        Series[] Curves(Func<TrainingLogLine, double> value) =>
            [.. stages.Select(stage => new Series(stage.Stage, Thinned([.. stage.Lines.Select(at => (at.X, value(at.Line)))])))];
        // Each stage is a curve of its own: no line leads from the end of one to the beginning of the next.
        (double X, double Y)[] Errors(string field) => [.. stages.SelectMany(stage => stage.Lines
            .Where(at => at.Line.Validation?.ContainsKey(field) == true).Select(at => (at.X, at.Line.Validation![field])) // asked for just before
            .Append((double.NaN, double.NaN)))];
        Series[] validations = [.. Fields(stages.SelectMany(stage => stage.Lines.Select(at => at.Line))).Select(field => new Series(field, Errors(field), SeriesStyle.Markers))];
        var across = stages.Count > 1 ? "step, stages one after the other" : "step";
        Chart[] charts =
        [
            new("Loss", across, "training loss", false, true, Curves(line => line.Loss)),
            new(validations.Length == 1 ? $"Error of {validations[0].Name} on the runs held out" : "Error on the runs held out", across, "relative L2, %", false, Wide(validations), validations),
            new("Learning rate", across, "", false, false, Curves(line => line.LearningRate)),
        ];
        return validations.Length > 0 ? charts : [charts[0], charts[2]];
    }

    // Means of neighbours, as many as make the curve short enough.
    static IReadOnlyList<(double X, double Y)> Thinned((double X, double Y)[] points) => points.Length <= MostPoints
        ? points
        : [.. points.Chunk((points.Length + MostPoints - 1) / MostPoints).Select(chunk => (chunk[^1].X, chunk.Average(point => point.Y)))];

    static bool Wide(Series[] series)
    {
        double[] values = [.. series.SelectMany(curve => curve.Points).Select(point => point.Y).Where(value => ChartAxis.Holds(value, log: true))];
        return values.Length > 0 && values.Max() > 20 * values.Min();
    }

    static IEnumerable<(string Name, string Value)> Standing(IReadOnlyList<TrainingLogLine> lines)
    {
        if (lines.Count == 0) return [("Training", "no line logged yet")];
        var last = lines[^1];
        var validated = lines.LastOrDefault(line => line.Validation is not null);
        var spent = TimeSpan.FromSeconds(last.Seconds);
        IEnumerable<(string, string)> standing = [("Trained", $"{last.Stage}: step {last.Step} of {last.Steps}, {(int)spent.TotalHours}:{spent:mm\\:ss} hours in all"), ("Loss", Figure(last.Loss))];
        if (validated?.Validation is null) return standing;
        var errors = string.Join(", ", validated.Validation.Select(error => $"{error.Key} {Figure(error.Value)} %"));
        return standing.Append(("Error on the runs held out", $"{errors} (step {validated.Step} of {validated.Stage})"));
    }

    static IEnumerable<string> Fields(IEnumerable<TrainingLogLine> lines) => lines.SelectMany(line => line.Validation?.Keys ?? []).Distinct();

    static string Figure(double value) => value.ToString("g4", CultureInfo.InvariantCulture);
}
