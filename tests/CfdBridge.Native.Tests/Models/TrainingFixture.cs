using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Native.Tests.Models;

/// <summary>A library of three waves that differ by their speed, and trainings on it that take seconds.</summary>
public sealed class TrainingFixture : IAsyncLifetime, IDisposable
{
    readonly TempFolder folder = new();

    public static CodecTrainingOptions Options { get; } = new()
    {
        TrajectorySteps = 24,
        FrameSteps = 12,
        PointSteps = 6,
        BatchPoints = 32,
        BatchSets = 2,
        BatchClips = 2,
        ClipBlocks = 3,
        Shares = [1, 0.6],
        ClipsPerSet = 4,
        LearningRate = 3e-3,
        WarmUpSteps = 4,
        ValidateEvery = 6,
        ReportEvery = 1,
        Threads = 1,
        Seed = 5,
    };

    public string Library => folder.At("waves");

    public async Task InitializeAsync()
    {
        foreach (var (name, speed) in new[] { ("slow", 0.7), ("fast", 1.3), ("between", 1.0) })
            await ShardWriter.WriteAsync(Path.Combine(Library, name), name, new Dictionary<string, double> { ["speed"] = speed }, TravellingWave.Snapshots(2, 24, speed), new AtOnce<int>(_ => { }), default);
        folder.Write("waves/members.csv", "name,split\nslow,train\nfast,train\nbetween,validation\n");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    /// <summary>Trains, or goes on with what is in the folder.</summary>
    /// <param name="seen">Told every step; may cancel.</param>
    public void Train(string codec, CodecTrainingOptions? options = null, Func<NeuralCodecConfig, NeuralCodecConfig>? sizes = null, Action<WorkProgress>? seen = null, CancellationToken cancellationToken = default) =>
        CodecTraining.Run(Library, codec, mesh => (sizes ?? (config => config))(TravellingWave.Config(ActiveAxes.Of(mesh).Count)), options ?? Options, new AtOnce<WorkProgress>(seen ?? (_ => { })), cancellationToken);

    /// <summary>Everything that a training left, bit for bit: weights, averages, the optimizer.</summary>
    public static Dictionary<string, float[]> State(string codec)
    {
        using var reader = new SafetensorsReader(Path.Combine(codec, "state.safetensors"));
        return reader.Tensors.Where(one => one.Value.Type == TensorType.F32).ToDictionary(one => one.Key, one => reader.Read<float>(one.Key));
    }

    // Unlike the framework's own it tells at once, so that a test can cancel at a certain step.
    sealed class AtOnce<T>(Action<T> seen) : IProgress<T>
    {
        public void Report(T value) => seen(value);
    }
}
