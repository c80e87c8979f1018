using System.Globalization;
using System.Text;
using CfdBridge.Pipeline;
using CfdBridge.Training;
using static CfdBridge.Training.HtmlPage;

namespace CfdBridge.Worker;

/// <summary>The trust report as one page to look at: what is wrong first, then the headline, pictures, curves, tables.</summary>
sealed class TrustPage : ITrustPage
{
    internal const string Style = """
        :root{--good:#1b7f4d;--fair:#b26a00;--bad:#b3261e;--line:#e6e5e0;--soft:#5f5e5a;--card:#ffffff}
        @media(prefers-color-scheme:dark){:root{--good:#52c98a;--fair:#e9a23b;--bad:#f2786f;--line:#343431;--soft:#b9b8b0;--card:#212120}}
        h1{font-size:15px;font-weight:600;color:var(--soft);letter-spacing:.02em;margin:4px 0 14px}
        .top{border:1px solid var(--line);border-radius:12px;padding:20px 24px 18px;background:var(--card)}
        .badge{display:inline-block;padding:3px 12px;border-radius:99px;font-weight:650;font-size:13px;color:#fff;letter-spacing:.03em}
        .accept .badge{background:#1b7f4d}.advisory .badge{background:#b26a00}.reject .badge{background:#b3261e}
        .headline{font-size:26px;line-height:1.25;font-weight:650;margin:10px 0 4px;max-width:34em}
        .sub{color:var(--soft);margin:0 0 16px}
        .wrong{border-left:4px solid var(--bad);padding:8px 14px;margin:0 0 14px;background:var(--card);font-weight:600}
        .strip{display:flex;height:14px;border-radius:7px;overflow:hidden;background:var(--line)}
        .strip i{display:block}.strip .a{background:var(--good)}.strip .d{background:var(--fair)}.strip .r{background:repeating-linear-gradient(135deg,var(--bad) 0 4px,transparent 4px 8px)}
        .scale{position:relative;height:20px;color:var(--soft);font-size:12.5px;margin-top:3px}.scale span{position:absolute;transform:translateX(-50%);white-space:nowrap}
        .scale span:first-child{transform:none}.scale span:last-child{transform:translateX(-100%)}
        .key{color:var(--soft);font-size:13px;margin:10px 0 0}.key b{display:inline-block;width:10px;height:10px;border-radius:3px;margin:0 6px 0 14px}.key b:first-child{margin-left:0}
        ul{margin:10px 0 0;padding-left:20px}li{margin:3px 0}
        .slices{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:18px}
        .slice{padding:12px 14px 10px;background:var(--card)}.slice figcaption{margin-bottom:8px;color:var(--soft)}.slice b{display:block;color:inherit;font-weight:650}
        .slice img{display:block;width:100%;height:auto;border-radius:4px}
        .bar{display:flex;align-items:center;gap:10px;margin-top:9px;font-size:12.5px;color:var(--soft);font-variant-numeric:tabular-nums}.bar i{flex:1;height:9px;border-radius:5px}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,520px),1fr));gap:8px 36px}
        details td:not(.n){overflow-wrap:anywhere}td.n{white-space:nowrap}
        """;

    public void Write(string path, TrustReport report, IReadOnlyList<SlicePicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(pictures);
        var page = new HtmlPage($"Trust report: {Path.GetFileName(Path.TrimEndingDirectorySeparator(report.Case))}") { MoreStyle = Style };
        page.AddMarkup(Top(report));
        if (pictures.Count > 0) page.AddMarkup($"<h2>Where the run stands, where it goes</h2><div class=\"slices\">{string.Concat(pictures.Select(SliceImage.Figure))}</div>");
        page.AddHeading("How far off, and how that is known");
        page.Add([.. report.Fields.Select(field => TrustCharts.Errors(report, field)), .. TrustCharts.Coverage(report) is { } coverage ? new[] { coverage } : []]);
        if (report.Signals.Count > 0)
        {
            page.AddHeading("Signals");
            page.Add([.. report.Signals.Select(signal => TrustCharts.Signal(report, signal)), .. report.Wake?.Spectrum is { } spectrum ? new[] { TrustCharts.Spectrum(spectrum) } : []]);
        }

        TrustTables.Add(page, report);
        AtomicFile.WriteText(path, page.ToString());
    }

    static string Top(TrustReport report)
    {
        var text = new StringBuilder();
        foreach (var wrong in report.Earlier.Wrong) text.Append("<p class=\"wrong\">").Append(Safe(wrong)).Append("</p>\n");
        var end = report.OriginSeconds + report.Steps * report.SpacingSeconds;
        text.Append(CultureInfo.InvariantCulture, $"<div class=\"top {report.Verdict}\"><span class=\"badge\">{report.Verdict.ToUpperInvariant()}</span><p class=\"headline\">{Safe(report.Headline).Replace(" %", "&nbsp;%", StringComparison.Ordinal)}</p>");
        text.Append(CultureInfo.InvariantCulture, $"<p class=\"sub\">{report.Steps} steps from t = {report.OriginSeconds:G6} s to {end:G6} s by <b>{Safe(report.Engine)}</b>. {Safe(report.Choice)}</p>");
        text.Append(Strip(report));
        if (report.Reasons.Count > 0) text.Append("<ul>").AppendJoin("", report.Reasons.Select(reason => $"<li>{Safe(reason)}</li>")).Append("</ul>");
        return text.Append("</div>").ToString();
    }

    // Steps from the first to the last, coloured by verdict.
    static string Strip(TrustReport report)
    {
        var (accepted, advisory, steps) = (report.AcceptedSteps, report.AdvisorySteps - report.AcceptedSteps, report.Steps);
        string Part(string kind, int count) => count == 0 ? "" : FormattableString.Invariant($"<i class=\"{kind}\" style=\"width:{100.0 * count / steps:0.##}%\"></i>");
        IEnumerable<int> marks = new[] { 1, accepted, accepted + advisory, steps }.Where(mark => mark > 0).Distinct();
        double Place(int mark) => 100.0 * mark / steps;
        var kept = marks.Where(mark => mark == 1 || mark == steps || (Place(mark) is > 6 and < 94)).ToArray();
        var labels = string.Concat(kept.Select(mark => FormattableString.Invariant($"<span style=\"left:{(mark == 1 ? 0 : Place(mark)):0.##}%\">{(mark == 1 ? "step 1" : mark)}</span>")));
        return $"<div class=\"strip\">{Part("a", accepted)}{Part("d", advisory)}{Part("r", steps - accepted - advisory)}</div><div class=\"scale\">{labels}</div>"
            + "<p class=\"key\"><b style=\"background:var(--good)\"></b>accepted: the 90 % bound of the error is tolerated<b style=\"background:var(--fair)\"></b>advisory: the expected error is<b style=\"background:var(--bad)\"></b>rejected, or nothing is known</p>";
    }
}
