using System.Globalization;
using CfdBridge.Pipeline;
using CfdBridge.Training;
using static CfdBridge.Training.ReportText;

namespace CfdBridge.Worker;

/// <summary>The tables and the chart of one group of windows: means over its runs, and each run by itself.</summary>
sealed class ForecastGroupTables
{
    const int Frames = 4; // ending at a lead, averaged for its error
    const double MostDrawn = 300; // percent; what is off by more leaves the chart, so that the others can be told apart
    const string None = "-";

    readonly WindowGroup group;
    readonly string[] fields;
    readonly int[] leads;
    readonly (string Name, ForecastScore[] All, ForecastScore[] Served)[] engines; // in the order of the evaluation

    public ForecastGroupTables(WindowGroup group, IEnumerable<ForecastScore> scores)
    {
        this.group = group;
        var all = scores.Where(score => score.Group == group.Name).ToArray();
        fields = [.. all.SelectMany(score => score.Fields.Keys).Distinct()];
        leads = [.. new[] { 10, 50, 100, 200 }.Where(lead => lead < group.HorizonSnapshots).Append(group.HorizonSnapshots)];
        engines = [.. all.GroupBy(score => score.Engine).Select(own => (own.Key, own.ToArray(), own.Where(score => score.Refusal.Length == 0).ToArray()))];
    }

    public string Title
    {
        get
        {
            var told = group.Known is not { } known ? "" : known.Count == 0 ? ", told nothing of the run" : $", told {string.Join(", ", known)}";
            var beside = group.Auxiliary is null ? "" : ", shown other runs of the same dynamics";
            return $"{group.Name}: {group.ContextSnapshots} snapshots seen, {group.HorizonSnapshots} predicted{(group.Stride > 1 ? $", one of {group.Stride} of the run" : "")}{told}{beside}";
        }
    }

    public (string Caption, string[] Head, string[][] Rows) Relative() => ByLead("Relative L2 error, %, by steps ahead", field => field.Relative, refusals: true);

    public (string Caption, string[] Head, string[][] Rows) Fluctuation() => ByLead("Error over the fluctuation, %, by steps ahead", field => field.Fluctuation, refusals: false);

    public (string Caption, string[] Head, string[][] Rows) Wake() => (
        "Oscillation at the end, and cost",
        ["engine", "phase off, degrees", "amplitude", "Strouhal", "preparation, s", "s per step"],
        [
            .. engines.Where(engine => engine.Served.Length > 0).Select(engine => (string[])
            [
                Named(engine), Mean(engine.Served, score => score.Wake.PhaseDegrees is { } phase ? Math.Abs(phase) : null), Mean(engine.Served, score => score.Wake.Amplitude), Mean(engine.Served, score => score.Wake.Frequency, "0.000"),
                Figure(Median(engine.Served, score => score.PreparationSeconds)), Figure(Median(engine.Served, score => score.SecondsPerStep)),
            ]),
        ]);

    public (string Caption, string[] Head, string[][] Rows) Ensembles() => (
        "Ensembles",
        ["engine", "members", .. fields.Select(field => $"CRPS {field}, %"), .. fields.Select(field => $"RMSCE {field}"), .. fields.Select(field => $"within 2 sd {field}, %"), .. fields.Select(field => $"spread/skill {field}")],
        [
            .. engines.Where(engine => engine.Served.Length > 0).Select(engine => (string[])
            [
                engine.Name, string.Join(", ", engine.Served.Select(score => score.Fields[fields[0]].Ensemble.Members).Distinct()),
                .. fields.Select(field => Mean(engine.Served, score => 100 * score.Fields[field].Ensemble.Crps)),
                .. fields.Select(field => Mean(engine.Served, score => score.Fields[field].Ensemble.CalibrationError)),
                .. fields.Select(field => Mean(engine.Served, score => 100 * score.Fields[field].Ensemble.Coverage)),
                .. fields.Select(field => Mean(engine.Served, score => score.Fields[field].Ensemble.SpreadSkill)),
            ]),
        ]);

    public (string Caption, string[] Head, string[][] Rows) Runs()
    {
        string Each((string Name, ForecastScore[] All, ForecastScore[] Served) engine, Func<ForecastScore, double?> figure) =>
            string.Join(" / ", engine.All.Select(score => score.Refusal.Length == 0 && figure(score) is { } value ? Figure(value) : None));
        return (
            $"Each run by itself: {string.Join(" / ", engines.SelectMany(engine => engine.All).Select(Window).Distinct())}",
            ["engine", .. fields.Select(field => $"{field}, %"), .. fields.Select(field => $"{field} over fluctuation, %"), "phase ahead, degrees", "amplitude", "Strouhal"],
            [
                .. engines.Where(engine => engine.Served.Length > 0).Select(engine => (string[])
                [
                    Named(engine),
                    .. fields.Select(field => Each(engine, score => 100 * score.Fields[field].Relative.Average())),
                    .. fields.Select(field => Each(engine, score => 100 * score.Fields[field].Fluctuation.Average())),
                    Each(engine, score => score.Wake.PhaseDegrees), Each(engine, score => score.Wake.Amplitude), Each(engine, score => score.Wake.Frequency),
                ]),
            ]);
    }

    /// <summary>Error of the first field over its fluctuation by steps ahead, mean over the runs; every engine has its colour in all groups.</summary>
    public Chart Errors() => new($"{group.Name}: error of {fields.FirstOrDefault()}", "steps ahead", $"% of the fluctuation, to {MostDrawn}, mean over runs", false, true, [.. engines.Select(Curve)]);

    Series Curve((string Name, ForecastScore[] All, ForecastScore[] Served) engine)
    {
        double At(int step) => 100 * engine.Served.Average(score => score.Fields[fields[0]].Fluctuation[step]) is var error and <= MostDrawn ? error : double.NaN;
        return engine.Served.Length == 0
            ? new($"{engine.Name}, refused", [])
            : new(engine.Name, [.. Enumerable.Range(0, group.HorizonSnapshots).Select(step => (step + 1.0, At(step)))], engine.Name == ForecastOptions.Auto ? SeriesStyle.Dashed : SeriesStyle.Line);
    }

    (string Caption, string[] Head, string[][] Rows) ByLead(string caption, Func<FieldForecastScore, IReadOnlyList<double>> errors, bool refusals)
    {
        string At(ForecastScore[] served, string field, int lead) => Mean(served, score => 100 * errors(score.Fields[field]).Take(lead).TakeLast(Frames).Average());
        return (
            caption,
            ["engine", "runs", .. fields.SelectMany(field => leads.Select(lead => $"{field} {lead}").Append($"{field} mean")), .. refusals ? ["refused"] : Array.Empty<string>()],
            [
                .. engines.Where(engine => refusals || engine.Served.Length > 0).Select(engine => (string[])
                [
                    engine.Name, $"{engine.Served.Length}/{engine.All.Length}",
                    .. fields.SelectMany(field => leads.Select(lead => At(engine.Served, field, lead)).Append(Mean(engine.Served, score => 100 * errors(score.Fields[field]).Average()))),
                    .. refusals ? [Refusals(engine.All)] : Array.Empty<string>(),
                ]),
            ]);
    }

    static string Refusals(ForecastScore[] scores) => string.Join(" ", scores.Where(score => score.Refusal.Length > 0)
        .GroupBy(score => score.Refusal).Select(same => $"{string.Join(", ", same.Select(Window))}: {same.Key}"));

    static string Window(ForecastScore score) => string.Create(CultureInfo.InvariantCulture, $"{score.Run} at {score.OriginSeconds:0.##} s");

    static string Named((string Name, ForecastScore[] All, ForecastScore[] Served) engine) =>
        engine.Name == ForecastOptions.Auto ? $"{engine.Name} ({string.Join(", ", engine.Served.Select(score => score.Chosen).Distinct())})" : engine.Name;

    static string Mean(ForecastScore[] scores, Func<ForecastScore, double?> figure, string? format = null)
    {
        double[] values = [.. scores.Select(figure).OfType<double>()];
        return values.Length == 0 ? None : format is null ? Figure(values.Average()) : values.Average().ToString(format, CultureInfo.InvariantCulture);
    }

    static double Median(ForecastScore[] scores, Func<ForecastScore, double> figure) => scores.Select(figure).Order().ElementAt((scores.Length - 1) / 2);
}
