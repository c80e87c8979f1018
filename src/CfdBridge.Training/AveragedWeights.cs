using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>A running average of a network's parameters (exponential, shorter at the start), which is what is kept in the end.</summary>
sealed class AveragedWeights : IDisposable
{
    readonly nn.Module network;
    readonly double decay;

    public AveragedWeights(nn.Module network, double decay)
    {
        (this.network, this.decay) = (network, decay);
        using var untracked = no_grad();
        Values = network.named_parameters().ToDictionary(one => one.name, one => one.parameter.detach().clone().DetachFromDisposeScope());
    }

    public IReadOnlyDictionary<string, Tensor> Values { get; }

    /// <param name="step">Steps done: after ten of them nine tenths of the old average are kept at most.</param>
    public void Update(int step)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var kept = Math.Min(decay, (1.0 + step) / (10.0 + step));
        foreach (var (name, parameter) in network.named_parameters()) Values[name].mul_(kept).add_(parameter, alpha: 1 - kept);
    }

    /// <summary>Exchanges the network's parameters and their average; twice is as before.</summary>
    public void Swap()
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in network.named_parameters())
        {
            var kept = parameter.detach().clone();
            parameter.copy_(Values[name]);
            Values[name].copy_(kept);
        }
    }

    public void Dispose()
    {
        foreach (var value in Values.Values) value.Dispose();
    }
}
