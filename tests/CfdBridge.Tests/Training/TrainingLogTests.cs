using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Tests.Training;

public sealed class TrainingLogTests
{
    [Fact]
    public void Lines_come_back_as_they_were()
    {
        using var folder = new TempFolder();
        var path = folder.At("new", TrainingLog.FileName);
        var validated = Line("codec", 2) with { Validation = new Dictionary<string, double> { ["U"] = 0.37, ["p"] = 1.34 } };
        TrainingLog.Append(path, Line("codec", 1) with { Loss = double.NaN });
        TrainingLog.Append(path, validated);

        var lines = TrainingLog.Read(path);

        Assert.Equal([1L, 2L], lines.Select(line => line.Step));
        Assert.True(double.IsNaN(lines[0].Loss));
        Assert.Null(lines[0].Validation);
        Assert.Equal(validated.Validation, lines[1].Validation!); // written above
        Assert.Equal(validated with { Validation = null }, lines[1] with { Validation = null });
    }

    [Fact]
    public void A_line_cut_off_by_a_kill_is_not_read_and_not_built_upon()
    {
        using var folder = new TempFolder();
        var path = folder.At(TrainingLog.FileName);
        foreach (var step in new[] { 1, 2, 3 }) TrainingLog.Append(path, Line("codec", step));
        var whole = new FileInfo(path).Length;
        foreach (var cut in new[] { 1, 20 })
        {
            using var file = File.OpenWrite(path);
            file.SetLength(whole - cut);
        }

        Assert.Equal([1L, 2L], TrainingLog.Read(path).Select(line => line.Step));
        TrainingLog.Append(path, Line("codec", 7));
        Assert.Equal([1L, 2L, 7L], TrainingLog.Read(path).Select(line => line.Step));
    }

    [Fact]
    public void A_resumed_training_repeats_no_line()
    {
        using var folder = new TempFolder();
        var path = folder.At(TrainingLog.FileName);
        foreach (var (stage, step) in new[] { ("codec", 1), ("codec", 2), ("generator", 1), ("generator", 2), ("generator", 3), ("rollout", 1) }) TrainingLog.Append(path, Line(stage, step));
        File.AppendAllText(path, "{\"stage\":\"roll");

        TrainingLog.Truncate(path, "generator", 2);

        Assert.Equal([("codec", 1L), ("codec", 2L), ("generator", 1L), ("generator", 2L)], TrainingLog.Read(path).Select(line => (line.Stage, line.Step)));
        TrainingLog.Truncate(path, "codec", 0);
        Assert.Empty(TrainingLog.Read(path));
    }

    [Fact]
    public void A_stage_that_has_not_begun_keeps_all_before_it()
    {
        using var folder = new TempFolder();
        var path = folder.At(TrainingLog.FileName);
        TrainingLog.Append(path, Line("codec", 9));

        TrainingLog.Truncate(path, "generator", 0);

        Assert.Single(TrainingLog.Read(path));
    }

    [Fact]
    public void No_log_is_an_empty_one()
    {
        using var folder = new TempFolder();

        TrainingLog.Truncate(folder.At("none.jsonl"), "codec", 1);

        Assert.Empty(TrainingLog.Read(folder.At("none.jsonl")));
    }

    [Fact]
    public void A_whole_line_that_is_none_is_named_by_its_number()
    {
        using var folder = new TempFolder();
        var path = folder.At(TrainingLog.FileName);
        TrainingLog.Append(path, Line("codec", 1));
        File.AppendAllText(path, "not json\n");

        Assert.Contains("line 2", Assert.Throws<CaseFormatException>(() => TrainingLog.Read(path)).Message);
    }

    static TrainingLogLine Line(string stage, long step) => new(stage, step, 1000, 1.5 * step, 1.0 / step, 1e-3);
}
