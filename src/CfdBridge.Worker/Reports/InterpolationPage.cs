using System.Globalization;
using CfdBridge.Pipeline;
using CfdBridge.Training;
using static CfdBridge.Training.HtmlPage;
using static CfdBridge.Training.ReportText;

namespace CfdBridge.Worker;

/// <summary>The report of an interpolation as one page to look at: headline, pictures, curves, what every engine made of what was left out.</summary>
sealed class InterpolationPage : IInterpolationPage
{
    const string None = "-";
    const double MostDrawn = 300; // percent; what is off by more leaves the chart

    public void Write(string path, WrittenInterpolation report, IReadOnlyList<SlicePicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(pictures);
        var page = new HtmlPage($"Interpolation: {Path.GetFileName(Path.TrimEndingDirectorySeparator(report.Case))}") { MoreStyle = TrustPage.Style };
        page.AddMarkup(Top(report));
        if (pictures.Count > 0) page.AddMarkup($"<h2>What was found</h2><div class=\"slices\">{string.Concat(pictures.Select(SliceImage.Figure))}</div>");
        Chart[] charts = [.. Widths(report), .. report.Parts.SelectMany(Errors)];
        if (charts.Length > 0)
        {
            page.AddHeading("How far off, and how that is known");
            page.Add(charts);
        }

        foreach (var part in report.Parts) Part(page, part);
        if (report.Earlier.Count > 0)
        {
            page.AddFolded("Made before", ["", "engine", "steps", "from, s", "to, s", "expected, % of the fluctuation", "SHA-256 of its model's weights"], report.Earlier.Select(part => (string[])
                [part.Name, part.Engine, $"{part.Steps}", part.FirstSeconds.ToString("G6", CultureInfo.InvariantCulture), part.LastSeconds.ToString("G6", CultureInfo.InvariantCulture), Percent(part.Expected), part.ModelSha256.Length > 0 ? part.ModelSha256 : None]), words: 2);
        }

        page.AddHeading("What the figures do not say");
        page.AddMarkup($"<ul>{string.Concat(report.Caveats.Select(caveat => $"<li>{Safe(caveat)}</li>"))}</ul>");
        page.AddFolded("Timing and provenance", [], Provenance(report), words: 2);
        AtomicFile.WriteText(path, page.ToString());
    }

    static string Top(WrittenInterpolation report)
    {
        string[] facts =
        [
            .. report.PlacesOutside > 0 ? [$"{report.PlacesOutside} of {report.Places} places lie outside the run's mesh. The values there are extrapolated, and no interval holds for them."] : Array.Empty<string>(),
            .. report.SolverSteps > 0 ? [$"{report.SolverSteps} of {report.Steps} steps are the solver's own, as it wrote them."] : Array.Empty<string>(),
            .. report.Parts.Select(part => $"{part.TimesSeconds.Count} {part.Name}, by {part.Engine}: {part.Choice}"),
        ];
        return $"<div class=\"top\"><p class=\"headline\">{Safe(report.Headline).Replace(" %", "&nbsp;%", StringComparison.Ordinal)}</p><p class=\"sub\">Asked for: {Safe(report.Asked)}.</p>"
            + $"<ul>{string.Concat(facts.Select(fact => $"<li>{Safe(fact)}</li>"))}</ul></div>";
    }

    // One curve for each field over all steps that were found, in rising time.
    static IEnumerable<Chart> Widths(WrittenInterpolation report)
    {
        string[] fields = [.. report.Parts.SelectMany(part => part.Fields).Select(field => field.Field).Distinct()];
        Series[] curves =
        [
            .. fields.Select(name => new Series(name,
                [.. report.Parts.SelectMany(part => part.TimesSeconds.Zip(part.Fields.Single(field => field.Field == name).HalfWidths, (time, width) => (X: time, Y: 100 * width))).OrderBy(point => point.X)], SeriesStyle.Markers)),
        ];
        if (curves.Any(curve => curve.Points.Count > 1)) yield return new("Half width of the 90 % interval, rms over the mesh", "time, s", "% of the fluctuation", false, false, curves);
    }

    static IEnumerable<Chart> Errors(WrittenPart part)
    {
        var tried = part.LeftOut[0].Engines.Where(engine => engine.Expected is not null).Take(4).ToArray();
        if (tried.Any(engine => engine.ByGap.Count > 1))
        {
            yield return new($"Error by width of gap, {part.Name}", "steps from one known to the next", "% of the fluctuation, mean over fields", false, true,
            [
                .. tried.Select(engine => new Series(engine.Engine, Points(engine.ByGap), SeriesStyle.Markers)),
                new($"expected of {part.Engine}", [(part.Gap, Math.Min(MostDrawn, 100 * part.Expected))], SeriesStyle.Markers),
            ]);
        }

        foreach (var field in part.Fields)
        {
            Series[] curves = [.. tried.Select(engine => (engine.Engine, Own: engine.Fields.FirstOrDefault(own => own.Field == field.Field))).Where(one => one.Own?.ByDistance.Count > 1).Select(one => new Series(one.Engine, Points(one.Own!.ByDistance), SeriesStyle.Markers))]; // has some
            if (curves.Length > 0) yield return new($"Error of {field.Field} by distance, {part.Name}", "steps to the nearest known one", "% of the fluctuation", false, true, curves);
        }
    }

    static (double X, double Y)[] Points(IReadOnlyList<ErrorAt> errors) => [.. errors.Select(one => ((double)one.Steps, 100 * one.Error <= MostDrawn ? 100 * one.Error : double.NaN))];

    static void Part(HtmlPage page, WrittenPart part)
    {
        page.AddHeading($"Engines, {part.Name}");
        page.AddTable(["field", $"expected of {part.Engine}, % of the fluctuation", "half width of the 90 % interval, first step", "widest", "left out and held by it, %"], part.Fields.Select(field => (string[])
            [field.Field, Percent(field.Expected), Percent(field.HalfWidths.Count > 0 ? field.HalfWidths[0] : null), Percent(field.HalfWidths.Count > 0 ? field.HalfWidths.Max() : null), Percent(field.Coverage90)]), words: 1);
        foreach (var (trials, decides) in part.LeftOut.Select((trials, i) => (trials, i == 0)))
        {
            string[] fields = [.. trials.Engines.SelectMany(engine => engine.Fields).Select(field => field.Field).Distinct()];
            page.AddParagraph($"Left out and found again: {trials.LeftOut}.{(decides ? "" : " This did not decide.")} Relative error, error over the fluctuation, and share of the volume that the 90 % intervals held, each half of the steps by the other; all in %.");
            page.AddTable(["engine", .. fields.SelectMany(field => new[] { $"{field} relative", $"{field} over fluctuation", $"{field} held" }), "expected of what is asked", "s a step"],
                trials.Engines.Where(engine => engine.Expected is not null).Select(engine => (string[])
                [
                    decides && engine.Engine == part.Engine ? $"{engine.Engine} (taken)" : engine.Engine,
                    .. fields.SelectMany(field => engine.Fields.FirstOrDefault(own => own.Field == field) is { } own ? new[] { Percent(own.Relative), Percent(own.Fluctuation), Percent(own.Coverage90) } : [None, None, None]),
                    Percent(engine.Expected), Figure(engine.SecondsPerStep),
                ]), words: 1);
            var refused = trials.Engines.Where(engine => engine.Expected is null).ToArray();
            if (refused.Length > 0) page.AddFolded("Engines that could not serve", ["engine", "why"], refused.Select(engine => (string[])[engine.Engine, engine.Refusal]), words: 2);
        }

        if (part.Notes.Count > 0) page.AddMarkup($"<ul>{string.Concat(part.Notes.Select(note => $"<li>{Safe(note)}</li>"))}</ul>");
    }

    static IEnumerable<string[]> Provenance(WrittenInterpolation report) =>
    [
        ["case", report.Case],
        ["time", string.Create(CultureInfo.InvariantCulture, $"{report.Seconds:0.0} s")],
        ["CfdBridge", report.Provenance.Version],
        .. report.Provenance.Model.Length > 0 ? [["model", report.Provenance.Model], ["SHA-256 of its weights", report.Provenance.ModelSha256]] : Array.Empty<string[]>(),
        ["seed, members asked for", $"{report.Provenance.Seed}, {report.Provenance.Members}"],
        ["parameters told", report.Provenance.Parameters.Count == 0 ? "none" : string.Join(", ", report.Provenance.Parameters.Select(one => FormattableString.Invariant($"{one.Key} = {one.Value}")))],
        ["mesh of the run", report.Provenance.Mesh],
        ["observed", $"{report.Provenance.WindowSteps} steps, SHA-256 {report.Provenance.Window}"],
    ];

    static string Percent(double? share) => share is { } value ? Figure(100 * value) : None;
}
