using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>The engines that were trained on earlier runs.</summary>
public sealed class NeuralModule : IPluginModule
{
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var checkpoints = new Checkpoints();
        registry.AddEngine<SegmentOptions>("segment", (options, _) => new GeneratorEngine("segment", options, checkpoints, new() { Mode = GenerationMode.Mean }));
        registry.AddEngine<EchoOptions>("echo", (options, _) => new GeneratorEngine("echo", options, checkpoints, new()
        {
            Mode = GenerationMode.Draws,
            Members = options.Members,
            Method = options.Method,
            Steps = options.SamplerSteps,
        }));
    }
}
