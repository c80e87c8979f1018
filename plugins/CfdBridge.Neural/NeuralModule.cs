using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>The engines that were trained on earlier runs.</summary>
public sealed class NeuralModule : IPluginModule
{
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var checkpoints = new Checkpoints();
        registry.AddEngine<SegmentOptions>("segment", (options, _) => new GeneratorEngine("segment", options, checkpoints, new()));
        registry.AddEngine<EchoOptions>("echo", (options, _) => new GeneratorEngine("echo", options, checkpoints, new()
        {
            Mode = GenerationMode.Draws,
            Members = options.Members,
            Method = options.Method,
            FlowSteps = options.SamplerSteps,
        }));
        registry.AddEngine<EnmaOptions>("enma", (options, _) => new GeneratorEngine("enma", options, checkpoints, new()
        {
            Mode = GenerationMode.Draws,
            Members = options.Members,
            DecodeSteps = options.DecodeSteps,
            FlowSteps = options.FlowSteps,
        })
        {
            Auxiliary = options.Auxiliary,
        });
    }
}
