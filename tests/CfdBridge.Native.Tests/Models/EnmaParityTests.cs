using TorchSharp;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaParityTests
{
    static readonly NetworkParity parity = new("enma_parity.py", 4, () => EnmaCases.All);

    public static TheoryData<string> Names => [.. parity.Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Outputs_and_gradients_of_the_generator_are_those_of_the_same_network_in_PyTorch(string name) => parity.AssertSame(name);

    [Fact]
    public void Every_parameter_of_the_generator_has_a_gradient()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var one in parity.Cases.Values.Where(one => one.Name.EndsWith("context", StringComparison.Ordinal))) Assert.Empty(parity.Silent(one));
    }
}
