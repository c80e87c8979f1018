using CfdBridge.Models;
using CfdBridge.Native.Tests.Models;
using CfdBridge.Neural;
using CfdBridge.Testing;
using CfdBridge.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Native.Tests.Neural;

/// <summary>Generators that learned the travelling wave in seconds, and the engines made of them through the module.</summary>
public sealed class NeuralFixture : IAsyncLifetime, IDisposable
{
    /// <summary>Of the wave that is continued; the training runs are slower and faster.</summary>
    public const double Speed = 1;

    readonly SegmentTrainingFixture waves = new();
    readonly TempFolder folder = new();

    /// <summary>Forecasts the mean and draws. The codec is to be found beside it.</summary>
    public string Model => folder.At("models", "generator");

    /// <summary>Trained for the mean alone, and no codec beside it.</summary>
    public string MeanOnly => folder.At("lonely", "generator");

    public string Codec => folder.At("models", "waves");

    /// <summary>A codec that centres each run by its own mean, with its generator beside it.</summary>
    public string OwnMean => folder.At("own-mean", "generator");

    /// <summary>An ENMA generator that learned the wave that is continued. The codec is to be found beside it.</summary>
    public string Enma => folder.At("models", "enma");

    /// <summary>An ENMA generator with a codec that centres each run by its own mean, which no training would make.</summary>
    public string EnmaOwnMean => folder.At("own-mean", "enma");

    /// <summary>Captured runs, by name.</summary>
    public string Captured(string name) => Path.Combine(waves.Later, name);

    /// <summary>The folder of them all.</summary>
    public string All => folder.Path;

    public async Task InitializeAsync()
    {
        await waves.InitializeAsync();
        var options = SegmentTrainingFixture.Options with { Steps = 450, MixedSteps = 20, Batch = 16, LearningRate = 4e-3, ValidateEvery = 100, AverageDecay = 0.98, Tasks = new(Forward: 1, 0, 0, 0) };
        Save(waves.Codec, TravellingWave.Config(2));
        Save(Codec, from: waves.Codec);
        waves.Train(Model, options);
        var few = EnmaTrainingTests.Short;
        EnmaTraining.Run(waves.Later, waves.Codec, Enma, codec => EnmaTrainingTests.Small(codec, few), few, TrainingProcesses.Alone, new AtOnce(_ => { }), default);
        waves.Train(MeanOnly, options with { Steps = 4, MixedSteps = 0 });
        var config = TravellingWave.Config(2);
        Save(waves.Codec, config with { Linear = config.Linear with { Centring = FlowCentring.Run } });
        Save(folder.At("own-mean", "codec"), from: waves.Codec);
        SaveEnma(EnmaOwnMean, folder.At("own-mean", "codec"));
        waves.Train(OwnMean, options with { Steps = 4, MixedSteps = 0 });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        waves.Dispose();
        folder.Dispose();
    }

    /// <summary>The engine segment, with a memory of its own.</summary>
    public IContinuationEngine Segment(string? model = null, string codec = "") => Engine(new SegmentOptions { Model = model ?? Model, Codec = codec });

    /// <summary>The engine echo, with a memory of its own.</summary>
    public IContinuationEngine Echo(string? model = null, int members = 3) => Engine(new EchoOptions { Model = model ?? Model, Members = members, SamplerSteps = 3 });

    /// <summary>The engine enma, with a memory of its own.</summary>
    public IContinuationEngine Frames(string? model = null, int members = 3) => Engine(new EnmaOptions { Model = model ?? Enma, Members = members });

    /// <summary>The engine segment-adapted, with a memory of its own. What was trained in seconds learns faster than what was trained for hours.</summary>
    public IContinuationEngine Adapted(bool watching = false, double rate = 1e-3, int steps = 40) =>
        Engine(new AdaptedOptions { Model = Model, Steps = steps, LearningRate = rate }, watching);

    /// <summary>The wave at times, in single precision as engines get it.</summary>
    public static Trajectory Observed(IEnumerable<double> times, Func<Field, Field>? change = null, double speed = Speed) =>
        new([.. TravellingWave.Observed(2, times, speed).Snapshots.Select(snapshot => snapshot.With(new FieldSet(snapshot.Fields.Select(field => (change ?? (same => same))(field.AsSingle())))))]);

    /// <summary>Times from first to last.</summary>
    public static IEnumerable<double> Times(double last, double spacing = 1) => Enumerable.Range(0, 1 + (int)(last / spacing)).Select(i => i * spacing);

    public static async Task<IReadOnlyList<PredictedStep>> StepsOf(IContinuationEngine engine, ContinuationRequest request)
    {
        var steps = new List<PredictedStep>();
        await foreach (var step in (await engine.ContinueAsync(request, default)).Steps) steps.Add(step);
        return steps;
    }

    static IContinuationEngine Engine<TEngine>(TEngine options, bool watching = false) where TEngine : class
    {
        var registry = new GivenOptions<TEngine>(options, watching);
        new NeuralModule().Register(registry);
        return registry.Engine!; // the module offers an engine for each kind of options
    }

    static void Save(string folder, NeuralCodecConfig config)
    {
        using var codec = TravellingWave.Codec(config);
        var fields = new Dictionary<string, string?> { ["U"] = null, ["p"] = "[0 2 -2 0 0 0 0]" };
        NeuralCodecFolder.Save(codec, folder, fields, new("tests", "waves", ["wave"], [], 1, 0, new Dictionary<string, double>()));
    }

    static void SaveEnma(string folder, string codec)
    {
        using var own = NeuralCodecFolder.Load(codec);
        using var model = EnmaCases.Model(EnmaCases.Plane with { Sites = own.Linear.SiteShape, Patch = [1, 1], Latent = own.Config.Latent }, CodecIdentity.Of(codec));
        EnmaFolder.Save(model, folder, new("tests", "waves", ["wave"], [], 1, 0, new Dictionary<string, double>()));
    }

    static void Save(string folder, string from)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    sealed class GivenOptions<TGiven>(TGiven options, bool watching) : IPluginRegistry where TGiven : class
    {
        public IContinuationEngine? Engine { get; private set; }

        public IStateEngine? StateEngine { get; private set; }

        public void AddSource<TOptions>(string kind, string expects, Func<string, bool> recognises, Func<SourceRequest, TOptions, PluginContext, ISnapshotSource> create) where TOptions : class, new() => throw new InvalidOperationException(kind);

        public void AddEngine<TOptions>(string kind, Func<TOptions, PluginContext, IContinuationEngine> create) where TOptions : class, new()
        {
            if (options is TOptions own) Engine = create(own, new(NullLogger.Instance, TimeProvider.System) { Watching = watching });
        }

        public void AddInterpolation<TOptions>(string kind, Func<TOptions, PluginContext, IInterpolationEngine> create) where TOptions : class, new()
        {
        }

        public void AddSink<TOptions>(string kind, Func<TOptions, PluginContext, ISnapshotSink> create) where TOptions : class, new() => throw new InvalidOperationException(kind);

        public void AddStateEngine<TOptions>(string kind, Func<TOptions, PluginContext, IStateEngine> create) where TOptions : class, new()
        {
            if (options is TOptions own) StateEngine = create(own, new(NullLogger.Instance, TimeProvider.System) { Watching = watching });
        }

        public void AddWarmStartSink<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, IWarmStartSink> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddSolverRunner<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, ISolverRunner> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddNumericsReader<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, INumericsReader> create) where TOptions : class, new() => throw new NotSupportedException(kind);
    }
}
