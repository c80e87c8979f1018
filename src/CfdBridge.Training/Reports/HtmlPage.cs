using System.Net;
using System.Text;

namespace CfdBridge.Training;

/// <summary>A page that is one file: no script, no font, no picture from elsewhere; light or dark as the reader's system is.</summary>
public sealed class HtmlPage(string title)
{
    const string Style = """
        :root{color-scheme:light dark}
        body{margin:0 auto;padding:24px 28px 48px;max-width:1500px;background:#fcfcfb;color:#1f1f1d;font:15px/1.45 system-ui,'DejaVu Sans',sans-serif}
        h1{font-size:24px;margin:8px 0 18px}h2{font-size:18px;margin:30px 0 10px}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,520px),1fr));gap:18px}
        figure{margin:0;border:1px solid #e6e5e0;border-radius:8px;overflow:hidden}figure svg{display:block;width:100%}
        .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{padding:5px 16px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid #e6e5e0}th{font-weight:600;color:#5f5e5a}
        td.n,th.n{text-align:right}summary{cursor:pointer;margin:22px 0 8px;color:#5f5e5a}
        @media(prefers-color-scheme:dark){body{background:#1a1a19;color:#f2f1ec}figure,th,td{border-color:#343431}th,summary{color:#b9b8b0}}
        """;

    readonly StringBuilder body = new();

    /// <summary>Rules of this page alone.</summary>
    public string MoreStyle { get; init; } = "";

    /// <summary>Words and pictures that are markup already.</summary>
    public void AddMarkup(string markup) => body.Append(markup).Append('\n');

    public void Add(IReadOnlyList<Chart> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        body.Append("<div class=\"charts\">\n");
        foreach (var chart in charts) body.Append("<figure>").Append(chart.ToSvg()).Append("</figure>\n");
        body.Append("</div>\n");
    }

    public void AddHeading(string words) => body.Append("<h2>").Append(Safe(words)).Append("</h2>\n");

    public void AddParagraph(string words) => body.Append("<p>").Append(Safe(words)).Append("</p>\n");

    /// <param name="head">Names of the columns; empty for none.</param>
    /// <param name="words">Columns from the left that are words; the others are numbers, set to the right.</param>
    public void AddTable(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, int words)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(rows);
        void Row(string tag, IReadOnlyList<string> cells) => body.Append("<tr>")
            .AppendJoin("", cells.Select((cell, i) => $"<{tag}{(i < words ? "" : " class=\"n\"")}>{Safe(cell)}</{tag}>")).Append("</tr>\n");
        body.Append("<div class=\"wide\"><table>\n");
        if (head.Count > 0) Row("th", head);
        foreach (var row in rows) Row("td", row);
        body.Append("</table></div>\n");
    }

    /// <summary>A table that opens when asked for.</summary>
    public void AddFolded(string summary, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, int words)
    {
        body.Append("<details><summary>").Append(Safe(summary)).Append("</summary>\n");
        AddTable(head, rows, words);
        body.Append("</details>\n");
    }

    public override string ToString() =>
        $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{Safe(title)}</title>\n<style>\n{Style}\n{MoreStyle}\n</style>\n</head>\n<body>\n<h1>{Safe(title)}</h1>\n{body}</body>\n</html>\n";

    /// <summary>Words as markup.</summary>
    public static string Safe(string words) => WebUtility.HtmlEncode(words);
}
