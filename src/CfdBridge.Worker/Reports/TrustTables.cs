using System.Globalization;
using CfdBridge.Pipeline;
using CfdBridge.Training;
using static CfdBridge.Training.ReportText;

namespace CfdBridge.Worker;

/// <summary>The tables of a trust report.</summary>
static class TrustTables
{
    const string None = "-";
    const int LeastSkill = -10; // how much worse than that does not matter
    static readonly int[] Leads = [1, 5, 10, 25, 50, 100];

    public static void Add(HtmlPage page, TrustReport report)
    {
        page.AddHeading("Engines in the hindcasts");
        page.AddParagraph(FormattableString.Invariant($"Every engine predicted the end of the observed run from {report.Hindcast.OriginsSeconds.Count} earlier moments (t = {string.Join(", ", report.Hindcast.OriginsSeconds.Select(time => time.ToString("G6", CultureInfo.InvariantCulture)))} s), the last {report.Hindcast.Hidden} steps hidden at the first of them. Errors in % of the fluctuation; skill is one less the ratio to the best simple method."));
        Engines(page, report);
        if (report.Physics.Count > 0) Physics(page, report);
        if (report.Wake is { } wake) Wake(page, wake);
        if (report.Familiarity is { } familiar) Familiar(page, familiar);
        if (report.Earlier.Scores.Count > 0) Earlier(page, report.Earlier);
        page.AddHeading("What the figures do not say");
        page.AddMarkup($"<ul>{string.Concat(report.Caveats.Select(caveat => $"<li>{HtmlPage.Safe(caveat)}</li>"))}</ul>");
        if (report.Notes.Count > 0) page.AddFolded("What was found in the window", [], report.Notes.Select(note => (string[])[note]), words: 1);
        page.AddFolded("Timing and provenance", [], Provenance(report), words: 2);
    }

    static void Engines(HtmlPage page, TrustReport report)
    {
        var fields = report.Fields.Select(field => field.Field).ToArray();
        int[] leads = [.. Leads.Where(lead => lead < report.Hindcast.Hidden), report.Hindcast.Hidden];
        string Error(ReportedEngine engine, string field, int lead) => engine.Fields.FirstOrDefault(own => own.Field == field)?.Fluctuation is { } errors && errors.Count >= lead ? Percent(errors[lead - 1]) : None;
        page.AddTable(["engine", .. fields.SelectMany(field => leads.Select(lead => $"{field} at {lead}")), "mean", "over the horizon", "skill", "s per step"],
            report.Hindcast.Engines.Where(engine => engine.Error is not null).Select(engine => (string[])
            [
                engine.Engine == report.Engine ? $"{engine.Engine} (taken)" : engine.Engine, .. fields.SelectMany(field => leads.Select(lead => Error(engine, field, lead))), Percent(engine.Error), Percent(engine.Outlook),
                engine.Fields.SelectMany(own => own.Skill).OfType<double>().ToArray() is { Length: > 0 } skills ? Skill(skills.Average()) : None, Figure(engine.SecondsPerStep),
            ]), words: 1);
        var leftOut = report.Hindcast.Engines.Where(engine => engine.LeftOut.Length > 0).ToArray();
        if (leftOut.Length > 0) page.AddMarkup($"<ul>{string.Concat(leftOut.Select(engine => $"<li><b>{HtmlPage.Safe(engine.Engine)}</b>: {HtmlPage.Safe(engine.LeftOut)}</li>"))}</ul>");
        var refused = report.Hindcast.Engines.Where(engine => engine.Error is null && engine.LeftOut.Length == 0).ToArray();
        if (refused.Length > 0) page.AddFolded("Engines that could not serve", ["engine", "why"], refused.Select(engine => (string[])[engine.Engine, engine.Refusal.Length > 0 ? engine.Refusal : "Its prediction is not finite."]), words: 2);
        string[][] notes = [.. report.Hindcast.Engines.SelectMany(engine => engine.Notes.Where(note => note != engine.LeftOut).Select(note => (string[])[engine.Engine, note]))];
        if (notes.Length > 0) page.AddFolded("What the engines found in the last hindcast", ["engine", ""], notes, words: 2);
        var calibrated = report.Hindcast.Engines.SelectMany(engine => engine.Calibration.Select(field => (engine.Engine, Field: field))).ToArray();
        if (calibrated.Length == 0) return;
        page.AddFolded("Intervals in the hindcasts, each origin by the others", ["engine", "field", "coverage_90, %", "sharpness", "CRPS", "RMSCE", "nlpd", "AUSE"], calibrated.Select(one => (string[])
        [
            one.Engine, one.Field.Field, Percent(one.Field.Coverage90), Figure(one.Field.Sharpness), Figure(one.Field.Crps), Figure(one.Field.Rmsce), Figure(one.Field.Nlpd), Figure(one.Field.Ause),
        ]), words: 2);
    }

    static void Physics(HtmlPage page, TrustReport report)
    {
        page.AddHeading("Physics, against the solver's own frames");
        page.AddTable(["", "what it is", "solver", "first step", "last step", "largest ratio", "passes", ""], report.Physics.Select(check => (string[])
        [
            check.Name, check.Description, $"{Number(check.Solver)} {check.Unit}".Trim(), Figure(check.Ratio[0]), Figure(check.Ratio[^1]), Figure(check.Ratio.Max()), $"{Figure(check.Least)} to {Figure(check.Most)}", check.Holds ? "holds" : "broken",
        ]), words: 2);
    }

    static void Wake(HtmlPage page, ReportedWake wake)
    {
        if (wake.ObservedFrequency is null && wake.PredictedFrequency is null) return;
        page.AddHeading("Oscillation");
        string[][] rows = [["frequency at the probe, 1/s", Number(wake.ObservedFrequency), Number(wake.PredictedFrequency)]];
        if (wake.Width is { } width) rows = [.. rows, [FormattableString.Invariant($"Strouhal number (width {width:G3} m, speed {wake.Speed:G3} m/s)"), Number(wake.ObservedStrouhal), Number(wake.PredictedStrouhal)]];
        if (wake.Spectrum is { } spectrum) rows = [.. rows, ["spectrum: power that it does not share with the last observed steps, %", spectrum.OwnDeparture is { } own ? $"{Percent(own)} (the window's halves)" : None, Percent(spectrum.Departure)]];
        page.AddTable(["", "observed", "predicted"], rows, words: 1);
    }

    static void Familiar(HtmlPage page, ReportedFamiliarity familiar)
    {
        page.AddHeading($"Does the model {familiar.Model} know such a run?");
        page.AddTable(["", "this run", "highest of the validation runs"],
        [
            ["distance of the latents, deviations of the training runs", Figure(familiar.Observed.LatentDistance), familiar.Usual is { } usual ? Figure(usual.LatentDistance) : None],
            .. familiar.Observed.Reconstruction.Select(field => (string[])
                [$"lost of the fluctuation of {field.Key} by the codec, %", Percent(field.Value), familiar.Usual?.Reconstruction.TryGetValue(field.Key, out var most) == true ? Percent(most) : None]),
        ], words: 1);
    }

    static void Earlier(HtmlPage page, EarlierPredictions earlier)
    {
        page.AddHeading("Earlier predictions, as truth came");
        page.AddTable(["made at t, s", "engine", "field", "steps that came", "accepted", "of these wrong", "below their bound, %", "relative L2, %", "of the fluctuation, %"], earlier.Scores.Select(score => (string[])
        [
            score.OriginSeconds.ToString("G6", CultureInfo.InvariantCulture), score.Engine, score.Field, $"{score.Steps}", $"{score.AcceptedSteps}", $"{score.Broken}", Percent(score.BelowBound), Percent(score.Relative), Percent(score.Fluctuation),
        ]), words: 3);
    }

    static IEnumerable<string[]> Provenance(TrustReport report) =>
    [
        ["case", report.Case],
        ["judging, continuing", FormattableString.Invariant($"{report.Timing.Judging:0.0} s, {report.Timing.Continuing:0.0} s")],
        ["CfdBridge", report.Provenance.Version],
        .. report.Provenance.Model.Length > 0 ? [["model", report.Provenance.Model], ["SHA-256 of its weights", report.Provenance.ModelSha256]] : Array.Empty<string[]>(),
        ["seed, members asked for", $"{report.Provenance.Seed}, {report.Provenance.Members}"],
        ["parameters told", report.Provenance.Parameters.Count == 0 ? "none" : string.Join(", ", report.Provenance.Parameters.Select(one => FormattableString.Invariant($"{one.Key} = {one.Value}")))],
        ["mesh", report.Provenance.Mesh],
        ["window", $"{report.Provenance.WindowSteps} steps, SHA-256 {report.Provenance.Window}"],
    ];

    static string Skill(double skill) => skill < LeastSkill ? FormattableString.Invariant($"below {LeastSkill}") : skill.ToString("0.00", CultureInfo.InvariantCulture);

    static string Percent(double? share) => share is { } value ? Figure(100 * value) : None;

    static string Number(double? value) => value is { } one ? one.ToString("G3", CultureInfo.InvariantCulture) : None;
}
