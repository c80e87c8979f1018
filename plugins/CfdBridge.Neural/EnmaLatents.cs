using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

/// <summary>Frame after frame, each drawn, with other runs of the same dynamics before the run where there are such.</summary>
sealed class EnmaLatents(EnmaModel model) : ILatentGenerator
{
    readonly EnmaForecast forecast = new(model);

    public double FrameSeconds => model.FrameSeconds;

    /// <summary>Three quarters of its memory, which is as long as the clips in training; all frames where it forgets nothing.</summary>
    public int FramesSeen => model.Config.Sampling.Memory is > 0 and var memory ? Math.Max(1, 3 * memory / 4) : int.MaxValue;

    public LatentScaling Scaling => model.Scaling;

    public RunConditions Conditions => model.Conditions;

    public Arithmetic Arithmetic => model.Network.Arithmetic;

    public bool Draws => true;

    /// <summary>It learns from the frames, and from other trajectories, how the flow moves: that is what it is for.</summary>
    public bool NeedsParameters => false;

    public bool ToldOfSites => false;

    public GeneratedFrames Continue(Tensor context, int frames, LatentRequest request)
    {
        var own = model.Config.Sampling;
        var drawn = forecast.Continue(context, frames, new()
        {
            Members = request.Members,
            Seed = request.Seed,
            Known = new() { Parameters = request.Parameters },
            Auxiliary = request.Auxiliary,
            Sampling = own with { DecodeSteps = request.DecodeSteps ?? own.DecodeSteps, FlowSteps = request.FlowSteps ?? own.FlowSteps },
        });
        return new(drawn, new Dictionary<string, double>());
    }
}
