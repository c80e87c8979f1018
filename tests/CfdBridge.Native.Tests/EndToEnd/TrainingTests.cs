using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Native.Tests.EndToEnd;

public sealed class TrainingTests : IDisposable
{
    static readonly CodecRecipe Recipe = new()
    {
        Sizes = TravellingWave.Config(2),
        Training = new()
        {
            TrajectorySteps = 30, FrameSteps = 10, PointSteps = 10, BatchSets = 2, BatchClips = 2, BatchPoints = 32, ClipBlocks = 3, Shares = [1, 0.6], ClipsPerSet = 4, ValidateEvery = 10, Threads = 1,
        },
    };

    readonly TempFolder folder = new();

    [Fact]
    public async Task A_codec_is_trained_killed_resumed_evaluated_and_continued_by_a_generator_from_the_command_line()
    {
        foreach (var (name, speed) in new[] { ("slow", 0.7), ("fast", 1.3), ("between", 1.0) })
            await ShardWriter.WriteAsync(folder.At("waves", name), name, new Dictionary<string, double> { ["speed"] = speed }, TravellingWave.Snapshots(2, 24, speed), new Progress<int>(), default);
        folder.Write("waves/members.csv", "name,split\nslow,train\nfast,train\nbetween,validation\n");
        folder.Write("recipe.json", DescriptionFile.ToJson(Recipe));


        var whole = Bridge.Run(folder.Path, "train", "codec", "waves", "--out", "whole", "--recipe", "recipe.json");
        KillOnceSaved("killed");
        var resumed = Bridge.Run(folder.Path, "train", "codec", "waves", "--out", "killed", "--recipe", "recipe.json");
        var other = Bridge.Run(folder.Path, "train", "codec", "waves", "--out", "killed", "--recipe", "recipe.json", "--steps", "31");
        var evaluated = Bridge.Run(folder.Path, "evaluate", "codec", "killed", "whole", "--library", "waves", "--out", "evaluation", "--shares", "1", "0.5", "--linear", "3", "--runs", "between");
        var generator = Bridge.Run(folder.Path, "train", "segment", "waves", "--codec", "killed", "--out", "generator", "--steps", "6", "--frames", "4", "--width", "32", "--threads", "1");
        var enma = Bridge.Run(folder.Path, "train", "enma", "waves", "--codec", "killed", "--out", "enma", "--steps", "4", "--frames", "4", "--width", "32", "--time-depth", "1", "--space-depth", "1", "--threads", "1");
        var goneOn = Bridge.Run(folder.Path, "train", "enma", "waves", "--codec", "killed", "--from", "enma", "--learning-rate", "1e-4", "--out", "enma-on", "--steps", "4", "--frames", "4", "--threads", "1");
        var uneven = Bridge.Run(folder.Path, "train", "echo", "waves", "--codec", "killed", "--out", "echo", "--patch", "3", "2", "--threads", "1");


        Assert.True(whole.Code == 0, whole.Errors);
        Assert.True(resumed.Code == 0, resumed.Errors);
        Assert.Equal(File.ReadAllBytes(folder.At("whole", "weights.safetensors")), File.ReadAllBytes(folder.At("killed", "weights.safetensors")));
        Assert.True(File.Exists(folder.At("killed", "training.html")) && File.Exists(folder.At("killed", "training.png")));
        Assert.Equal(2, other.Code);
        Assert.Contains("a training with other options", other.Errors, StringComparison.Ordinal);
        Assert.True(evaluated.Code == 0, evaluated.Errors);
        Assert.Equal(
            [("attention (killed)", 1), ("attention (killed)", 0.5), ("linear", 1), ("linear", 0.5), ("linear", 1), ("linear", 0.5), ("grid alone", 1), ("grid alone", 0.5), ("attention (whole)", 1), ("attention (whole)", 0.5)],
            CodecEvaluation.Load(folder.At("evaluation", CodecEvaluation.FileName)).Scores.Select(score => (score.Codec, score.Share)));
        Assert.True(generator.Code == 0, generator.Errors);
        Assert.Equal(4, SegmentModelDescription.Load(folder.At("generator")).Config.Frames);
        Assert.True(enma.Code == 0, enma.Errors);
        Assert.Equal((32, 1), (EnmaDescription.Load(folder.At("enma")).Config.Width, EnmaDescription.Load(folder.At("enma")).Config.TimeDepth));
        Assert.True(goneOn.Code == 0, goneOn.Errors);
        Assert.Equal(32, EnmaDescription.Load(folder.At("enma-on")).Config.Width);
        Assert.NotNull(EnmaDescription.Load(folder.At("enma-on")).Provenance.From);
        Assert.Equal(2, uneven.Code);
        Assert.Contains("3 does not divide the 2 sites of axis 0", uneven.Errors, StringComparison.Ordinal);
        Assert.Contains("| attention (whole) | 6 |", evaluated.Output, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    void KillOnceSaved(string codec)
    {
        using var training = Bridge.Start(folder.Path, "train", "codec", "waves", "--out", codec, "--recipe", "recipe.json");
        while (!File.Exists(folder.At(codec, "state.safetensors")) && !training.HasExited) Thread.Sleep(20);
        training.Kill();
        training.WaitForExit();
    }
}
