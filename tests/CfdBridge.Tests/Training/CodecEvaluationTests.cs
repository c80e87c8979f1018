using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Tests.Training;

public sealed class CodecEvaluationTests
{
    static readonly CodecEvaluation Evaluation = new("wakes",
    [
        Score("linear", 32, 79.2, "Re90", 1, (0.37, 3.5), (1.34, 4.1)), Score("linear", 32, 79.2, "Re150", 1, (0.51, 3.9), (1.64, 4.1)),
        Score("linear", 32, 79.2, "Re90", 0.2, (0.83, 7.6), (1.74, 5.3)), Score("linear", 32, 79.2, "Re150", 0.2, (1.17, 9.1), (2.34, 5.8)),
        Score("linear", 8, 317, "Re90", 1, (1.81, 16.8), (6.82, 21)), Score("linear", 8, 317, "Re150", 1, (2.23, 17.4), (7.78, 19.2)),
        Score("grid alone", 0, 1, "Re90", 1, (0.10, 0.9), (0.22, 0.7)), Score("grid alone", 0, 1, "Re150", 1, (0.22, 1.6), (0.42, 1.1)),
    ]);

    [Fact]
    public void The_table_has_a_line_for_each_codec_size_and_share_with_the_means_over_runs()
    {
        using var folder = new TempFolder();

        CodecEvaluationReport.Write(folder.Path, Evaluation);

        var lines = File.ReadAllLines(folder.At(CodecEvaluationReport.TableName));
        Assert.Contains("| codec | code | times smaller | points known | U | p | U of Re90 / Re150 | p of Re90 / Re150 |", lines);
        Assert.Contains("| linear | 32 | 79.2 | 100 % | 0.44 (3.7) | 1.49 (4.1) | 0.37 / 0.51 | 1.34 / 1.64 |", lines);
        Assert.Contains("| linear | 32 | 79.2 | 20 % | 1 (8.35) | 2.04 (5.55) | 0.83 / 1.17 | 1.74 / 2.34 |", lines);
        Assert.Contains("| linear | 8 | 317 | 100 % | 2.02 (17.1) | 7.3 (20.1) | 1.81 / 2.23 | 6.82 / 7.78 |", lines);
        Assert.Contains("| grid alone | - | - | 100 % | 0.16 (1.25) | 0.32 (0.9) | 0.1 / 0.22 | 0.22 / 0.42 |", lines);
        Assert.Equal(4, lines.Count(line => line.StartsWith("| linear", StringComparison.Ordinal) || line.StartsWith("| grid", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_has_both_curves_of_each_field_and_nothing_from_elsewhere()
    {
        using var folder = new TempFolder();

        CodecEvaluationReport.Write(folder.Path, Evaluation);

        var page = File.ReadAllText(folder.At(CodecEvaluationReport.PageName));
        foreach (var word in new[] { "Error of U against compression", "Error of p against compression", "Error of U against points known", "Error of p against points known", "linear, 79.2 times" }) Assert.Contains(word, page);
        TrainingReportTests.NothingFromElsewhere(page);
        Assert.Equal(2880, PngPicture.Read(folder.At(CodecEvaluationReport.PictureName)).Width);
    }

    [Fact]
    public void A_run_without_a_field_does_not_count_in_its_mean()
    {
        using var folder = new TempFolder();
        var lacking = Evaluation.Scores[1] with { Fields = new Dictionary<string, FieldError> { ["U"] = new(0.5, 3.9) } };

        CodecEvaluationReport.Write(folder.Path, Evaluation with { Scores = [Evaluation.Scores[0], lacking] });

        Assert.Contains("| 1.34 (4.1) | 0.37 / 0.5 | 1.34 / - |", File.ReadAllText(folder.At(CodecEvaluationReport.TableName)));
    }

    [Fact]
    public void An_evaluation_comes_back_from_its_file()
    {
        using var folder = new TempFolder();
        Evaluation.Save(folder.At("evaluation.json"));

        var loaded = CodecEvaluation.Load(folder.At("evaluation.json"));

        Assert.Equal("wakes", loaded.Library);
        Assert.Equal(Evaluation.Scores.Select(score => (score.Codec, score.Latent, score.Compression, score.Run, score.Share, score.Fields["p"])), loaded.Scores.Select(score => (score.Codec, score.Latent, score.Compression, score.Run, score.Share, score.Fields["p"])));
        Assert.Throws<CaseFormatException>(() => CodecEvaluation.Load(folder.At("none.json")));
    }

    static CodecScore Score(string codec, int latent, double compression, string run, double share, (double, double) u, (double, double) p) =>
        new(codec, latent, compression, run, share, new Dictionary<string, FieldError> { ["U"] = new(u.Item1, u.Item2), ["p"] = new(p.Item1, p.Item2) });
}
