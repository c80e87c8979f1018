using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Tests.Training;

public sealed class TrainingReportTests
{
    [Fact]
    public void The_page_holds_the_curves_and_their_figures_and_nothing_from_elsewhere()
    {
        using var folder = new TempFolder();
        Train(folder.At(TrainingLog.FileName));

        TrainingReport.Write(folder.Path, "Codec of wakes", [("Library", "6 runs <of cylinders>")]);

        var page = File.ReadAllText(folder.At(TrainingReport.PageName));
        foreach (var word in new[] { "Codec of wakes", "6 runs &lt;of cylinders&gt;", "codec: step 2000 of 4000", "U, %", "0.3712", "1.344", "0.0015" }) Assert.Contains(word, page);
        Assert.Equal(3, page.Split("<svg ").Length - 1);
        Assert.Contains("prefers-color-scheme:dark", page);
        NothingFromElsewhere(page);
    }

    [Fact]
    public void The_picture_shows_three_charts()
    {
        using var folder = new TempFolder();
        Train(folder.At(TrainingLog.FileName));

        TrainingReport.Write(folder.Path, "Codec of wakes", []);

        Assert.Equal(2880, PngPicture.Read(folder.At(TrainingReport.PictureName)).Width);
    }

    [Fact]
    public void Before_the_first_line_there_is_a_page_too()
    {
        using var folder = new TempFolder();

        TrainingReport.Write(folder.Path, "Soon", []);

        Assert.Contains("no line logged yet", File.ReadAllText(folder.At(TrainingReport.PageName)));
    }

    [Fact]
    public void A_long_log_makes_a_short_page()
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder.At(TrainingLog.FileName), Enumerable.Range(1, 20_000).Select(step => $$"""{"stage":"codec","step":{{step}},"steps":20000,"seconds":{{step}},"loss":0.5,"learningRate":0.001}"""));

        TrainingReport.Write(folder.Path, "Long", []);

        Assert.InRange(new FileInfo(folder.At(TrainingReport.PageName)).Length, 1, 60_000);
    }

    internal static void NothingFromElsewhere(string page)
    {
        foreach (var way in new[] { "src=", "href=", "url(", "@import", "<script", "<link" }) Assert.DoesNotContain(way, page);
        Assert.DoesNotContain("http", page.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)); // a name, never loaded
    }

    static void Train(string path)
    {
        foreach (var step in Enumerable.Range(1, 20).Select(i => 100L * i))
        {
            TrainingLog.Append(path, new("codec", step, 4000, step / 10.0, 2.0 / step, 1.5e-3,
                step % 1000 == 0 ? new Dictionary<string, double> { ["U"] = 0.3712 * 2000 / step, ["p"] = 1.344 * 2000 / step } : null));
        }
    }
}
