using CfdBridge.Models;
using TorchSharp;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class CodecParityTests
{
    static readonly NetworkParity parity = new("codec_parity.py", 3, () => BlockCases.All.Concat(NetworkCases.All).Concat(SegmentCases.All));

    public static TheoryData<string> Names => [.. parity.Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_those_of_the_same_network_in_PyTorch(string name) => parity.AssertSame(name);

    [Fact]
    public void Every_parameter_of_a_network_has_a_gradient()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var one in parity.Cases.Values.Where(one => one.Network is CodecNetwork or SegmentTransformer))
            Assert.DoesNotContain(parity.Silent(one), name => !name.EndsWith(".score.bias", StringComparison.Ordinal)); // a softmax does not see what all its arguments share
    }
}
