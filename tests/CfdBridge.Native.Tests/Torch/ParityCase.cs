using TorchSharp;

namespace CfdBridge.Native.Tests.Torch;

/// <summary>The same computation, said twice.</summary>
/// <param name="Name">Unique among the cases.</param>
/// <param name="Python">What the judge evaluates; for a module its constructor, a bar, and the names of its inputs.</param>
/// <param name="Ours">The computation here.</param>
/// <param name="Module">Makes the module, where there is one.</param>
sealed record ParityCase(string Name, string Python, Func<ParityInputs, IEnumerable<torch.Tensor>> Ours, Func<torch.nn.Module>? Module = null)
{
    public static ParityCase Of(string name, string python, Func<ParityInputs, torch.Tensor> ours) => new($"op:{name}", python, inputs => [ours(inputs)]);

    public static ParityCase Many(string name, string python, Func<ParityInputs, IEnumerable<torch.Tensor>> ours) => new($"op:{name}", python, ours);

    public static ParityCase Pair(string name, string python, Func<ParityInputs, (torch.Tensor, torch.Tensor)> ours) => new($"op:{name}", python, inputs =>
    {
        var (first, second) = ours(inputs);
        return [first, second];
    });

    public static ParityCase Layer(string name, string python, string input, Func<torch.nn.Module<torch.Tensor, torch.Tensor>> make) =>
        new($"module:{name}", $"{python}|{input}", _ => [], make) { Input = input };

    public string Input { get; init; } = "";
}
