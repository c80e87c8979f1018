using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Native.Tests.Models;

/// <summary>Five waves that differ by their speed, a codec as its training begins, and trainings of a generator that take seconds.</summary>
public sealed class SegmentTrainingFixture : IAsyncLifetime, IDisposable
{
    const int Snapshots = 57;

    readonly TempFolder folder = new();

    public static SegmentTrainingOptions Options { get; } = new() { Steps = 12, MixedSteps = 8, Batch = 4, LearningRate = 3e-3, WarmUpSteps = 4, ValidateEvery = 4, ReportEvery = 1, Threads = 1, Seed = 5, ParametersShown = 0.85, ReadingWeight = 0.01 };

    public string Library => folder.At("waves");

    /// <summary>Two waves, and the first of them at later times, which is held out.</summary>
    public string Later => folder.At("later");

    public string Codec => folder.At("codec");

    public async Task InitializeAsync()
    {
        foreach (var (name, speed) in new[] { ("slow", 0.7), ("slower", 0.85), ("faster", 1.15), ("fast", 1.3), ("between", 1.0) })
            await ShardWriter.WriteAsync(Path.Combine(Library, name), name, new Dictionary<string, double> { ["speed"] = speed }, TravellingWave.Snapshots(2, Snapshots, speed), new Progress<int>(), default);
        foreach (var (name, speed, first) in new[] { ("one", 1, 0), ("other", 0.8, 0), ("again", 1, 60) })
            await ShardWriter.WriteAsync(Path.Combine(Later, name), name, new Dictionary<string, double> { ["speed"] = speed }, TravellingWave.Snapshots(2, Snapshots, speed, first), new Progress<int>(), default);
        folder.Write("later/members.csv", "name,split\none,train\nother,train\nagain,validation\n");
        folder.Write("waves/members.csv", "name,split\nslow,train\nslower,train\nfaster,train\nfast,train\nbetween,validation\n");
        using var codec = TravellingWave.Codec(TravellingWave.Config(2));
        NeuralCodecFolder.Save(codec, Codec, new Dictionary<string, string?>(), new("tests", "waves", ["wave"], [], 1, 0, new Dictionary<string, double>()));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    internal static SegmentConfig Small(NeuralCodec codec) => SegmentConfig.For(codec) with { Frames = 6, Depth = 2, Width = 32, Heads = 2, MlpRatio = 2, ReadsParameters = true };

    /// <summary>Trains, or goes on with what is in the folder.</summary>
    /// <param name="seen">Told every step; may cancel.</param>
    public void Train(string model, SegmentTrainingOptions? options = null, Func<SegmentConfig, SegmentConfig>? sizes = null, Action<WorkProgress>? seen = null, CancellationToken cancellationToken = default) =>
        SegmentTraining.Run(Library, Codec, model, codec => (sizes ?? (config => config))(Small(codec)), options ?? Options, TrainingProcesses.Alone, new AtOnce(seen ?? (_ => { })), cancellationToken);
}
