using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>The engines that were trained on earlier runs.</summary>
public sealed class NeuralModule : IPluginModule
{
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var checkpoints = new Checkpoints();
        registry.AddEngine<SegmentOptions>("segment", (options, _) => SetUp(options, new GeneratorEngine("segment", options, checkpoints, new()), "segment"));
        registry.AddEngine<AdaptedOptions>("segment-adapted", (options, host) => options.Steps > 0
            ? SetUp(options, new GeneratorEngine("segment-adapted", options, checkpoints, new()) { Adapted = new("segment-adapted", options.Tuning, host) }, "segment-adapted")
            : throw Suitability.Refusal("Plugins.Options.segment-adapted.Steps", "it is 0, so nothing is tuned", "Set it to 100 or so."));
        registry.AddEngine<EchoOptions>("echo", (options, _) => SetUp(options, new GeneratorEngine("echo", options, checkpoints, Draws(options)) { Trial = Tried(options) }, "echo"));
        registry.AddInterpolation<SegmentOptions>("segment", (options, _) => SetUp(options, new InterpolationEngine("segment", options, checkpoints, new()), "segment"));
        registry.AddInterpolation<EchoOptions>("echo", (options, _) => SetUp(options, new InterpolationEngine("echo", options, checkpoints, Draws(options)), "echo"));
        registry.AddEngine<EnmaOptions>("enma", (options, _) => SetUp(options, new GeneratorEngine("enma", options, checkpoints, Draws(options))
        {
            Trial = Draws(options) with { Members = Math.Min(options.Members, options.TrialMembers) },
            LearnsInContext = true,
        }, "enma"));
        registry.AddStateEngine<LatentOptions>("latent", (options, _) => options.Codec.Length > 0
            ? new LatentState(options)
            : throw Suitability.Refusal("Plugins.Options.latent.Codec", "no codec is named", "Name the folder of a codec that `cfdbridge train codec` wrote."));
        registry.AddStateEngine<EchoOptions>("echo", (options, _) => SetUp(options, new DrawnState(options, checkpoints), "echo"));
    }

    static LatentRequest Draws(EchoOptions options) => new() { Mode = GenerationMode.Draws, Members = options.Members, Method = options.Method, FlowSteps = options.SamplerSteps };

    static LatentRequest Tried(EchoOptions options) => Draws(options) with { Members = Math.Min(options.Members, options.TrialMembers), FlowSteps = options.TrialSamplerSteps, Method = FlowMethod.AdamsBashforth };

    static LatentRequest Draws(EnmaOptions options) => new() { Mode = GenerationMode.Draws, Members = options.Members, DecodeSteps = options.DecodeSteps, FlowSteps = options.FlowSteps };

    // An engine for which no model is named, and none is shipped, is left out of what auto chooses from.
    static TEngine SetUp<TEngine>(CheckpointOptions options, TEngine engine, string kind) => options.Model.Length > 0 || Checkpoints.Folders(options).Count > 0
        ? engine
        : throw Suitability.Refusal($"Plugins.Options.{kind}.Model", "no model is named", "Name the folder of a generator that `cfdbridge train` wrote.");
}
