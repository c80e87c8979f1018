using System.Text.Json;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

/// <summary>The segment generator's network, in one, two and three dimensions, and its loss.</summary>
static class SegmentCases
{
    const int Batch = 2;
    const int Frames = 5;
    const int Conditions = 5;

    public static SegmentConfig Small(params int[] sites) =>
        new() { Sites = sites, Latent = 3, Patch = [.. sites.Select(count => count % 3 == 0 ? 3 : 2)], Frames = 6, Depth = 2, Width = 24, Heads = 2, MlpRatio = 2 };

    public static IEnumerable<CodecCase> All =>
    [
        Of("segment 1-D", Small(6)),
        Of("segment 2-D, heads too narrow for space", Small(6, 4) with { Heads = 12, Depth = 1 }),
        Of("segment 2-D, geometry", Small(6, 4) with { GeometryChannels = 2, Heads = 1 }),
        Of("segment 3-D", Small(4, 3, 2) with { Patch = [2, 3, 1], Heads = 3, Width = 36, Depth = 1 }),
        Loss,
    ];

    /// <summary>Some segments of which some frames are known, uneven times.</summary>
    public static GivenSegment Given(SegmentConfig config, string seed, int frames = Frames, int conditions = Conditions)
    {
        var mask = tensor(Enumerable.Range(0, Batch * frames).Select(i => i % 3 == 0).ToArray(), [Batch, frames]);
        var geometry = config.GeometryChannels > 0 ? CodecCase.Draw(seed + "g", Batch, config.SiteCount, config.GeometryChannels) : null;
        return new(CodecCase.Draw(seed, Batch, frames, config.SiteCount, config.Latent), mask, CodecCase.Draw(seed + "t", Batch, frames) * 3, CodecCase.Draw(seed + "c", Batch, conditions), geometry);
    }

    static CodecCase Of(string name, SegmentConfig config)
    {
        var network = CodecCase.Drawn(new SegmentTransformer(config, Conditions), name, 0.1);
        var given = Given(config, name);
        var inputs = new Dictionary<string, Tensor>
        {
            ["known"] = given.Known.requires_grad_(),
            ["mask"] = given.Mask.to(ScalarType.Int64),
            ["times"] = given.Times.requires_grad_(),
            ["conditions"] = given.Conditions.requires_grad_(),
            ["noisy"] = CodecCase.Draw(name + "n", given.Known.shape).requires_grad_(),
            ["flow"] = tensor(new[] { 0.2f, 0.7f }).requires_grad_(),
        };
        if (given.Geometry is not null) inputs["geometry"] = given.Geometry.requires_grad_();
        var python = $"SegmentTransformer(json.loads('{JsonSerializer.Serialize(config)}'), {Conditions})|{string.Join(", ", inputs.Keys)}";
        return new(name, python, inputs, network, () => [network.Predict(given, inputs["noisy"], inputs["flow"])]);
    }

    static CodecCase Loss
    {
        get
        {
            var mask = tensor(new[] { true, false, false, false, false, true }, [2, 3]);
            var inputs = new Dictionary<string, Tensor>
            {
                ["predicted"] = CodecCase.Draw("predicted", 2, 3, 4, 5).requires_grad_(),
                ["clean"] = CodecCase.Draw("clean", 2, 3, 4, 5).requires_grad_(),
                ["mask"] = mask.to(ScalarType.Int64),
                ["flow"] = tensor(new[] { 0.3f, 0.95f }).requires_grad_(),
            };
            return new("flow loss", "FlowLoss()|predicted, clean, mask, flow", inputs, null, () => [FlowMatching.Loss(inputs["predicted"], inputs["clean"], mask, inputs["flow"])]);
        }
    }
}
