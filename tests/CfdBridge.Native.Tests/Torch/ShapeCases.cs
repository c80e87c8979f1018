using TorchSharp;
using static CfdBridge.Native.Tests.Torch.ParityCase;

namespace CfdBridge.Native.Tests.Torch;

static class ShapeCases
{
    public static ParityCase[] All { get; } =
    [
        Of("reshape", "a.t().reshape(2, 6)", t => t["a"].t().reshape(2, 6)),
        Of("view", "a.view(2, -1)", t => t["a"].view(2, -1)),
        Of("view_as", "a.view_as(a.reshape(6, 2))", t => t["a"].view_as(t["a"].reshape(6, 2))),
        Of("flatten", "d.flatten(1, 2)", t => t["d"].flatten(1, 2)),
        Of("flatten all", "d.flatten()", t => t["d"].flatten()),
        Of("unflatten", "d.unflatten(1, (2, 2))", t => t["d"].unflatten(1, 2, 2)),
        Of("permute", "d.permute(0, 2, 3, 1)", t => t["d"].permute(0, 2, 3, 1)),
        Of("permute list", "d.permute(3, 0, 1, 2)", t => t["d"].permute(new List<long> { 3, 0, 1, 2 })),
        Of("transpose", "k.transpose(-2, -1)", t => t["k"].transpose(-2, -1)),
        Of("T", "a.T", t => t["a"].T),
        Of("mT", "k.mT", t => t["k"].mT),
        Of("movedim", "d.movedim((0, 1), (2, 3))", t => t["d"].movedim([0, 1], [2, 3])),
        Of("unsqueeze", "a.unsqueeze(1)", t => t["a"].unsqueeze(1)),
        Of("squeeze", "one.squeeze()", t => t["one"].squeeze()),
        Of("squeeze dim", "one.squeeze(1)", t => t["one"].squeeze(1)),
        Of("expand", "one.expand(3, 5, 4)", t => t["one"].expand(3, 5, 4)),
        Of("expand span", "one.expand(-1, 2, -1)", t => t["one"].expand([-1, 2, -1], isImplicit: false)),
        Of("expand_as", "v.expand_as(a)", t => t["v"].expand_as(t["a"])),
        Of("repeat", "a.repeat(2, 1)", t => t["a"].repeat(2, 1)),
        Of("repeat_interleave", "torch.repeat_interleave(a, 2, 1)", t => torch.repeat_interleave(t["a"], 2, 1)),
        Of("repeat_interleave tensor", "torch.repeat_interleave(a, n, 1)", t => torch.repeat_interleave(t["a"], t["n"], 1)),
        Of("narrow", "a.narrow(1, 1, 2)", t => t["a"].narrow(1, 1, 2)),
        Of("slice", "a[:, 0:4:2]", t => t["a"].slice(1, 0, 4, 2)),
        Of("select", "a.select(1, 2)", t => t["a"].select(1, 2)),
        Many("split", "torch.split(d, 4, 2)", t => t["d"].split(4, 2)),
        Many("split sizes", "torch.split(a, (1, 3), 1)", t => torch.split(t["a"], [1, 3], 1)),
        Many("split sizes first", "a.split((1, 2))", t => t["a"].split(new long[] { 1, 2 })),
        Many("chunk", "torch.chunk(d, 3, 2)", t => torch.chunk(t["d"], 3, 2)),
        Many("chunk many", "d.flatten(0, 1).chunk(8)", t => t["d"].flatten(0, 1).chunk(8)),
        Many("unbind", "d.unbind(1)", t => t["d"].unbind(1)),
        Of("roll", "torch.roll(a, 1, 1)", t => torch.roll(t["a"], 1, 1)),
        Of("roll flat", "torch.roll(a, 2)", t => t["a"].roll(2)),
        Of("roll array", "torch.roll(a, (1,))", t => torch.roll(t["a"], [1])),
        Of("roll two", "d.roll((1, -2), (2, 3))", t => t["d"].roll((1, -2), (2, 3))),
        Of("roll three", "d.roll((1, -2, 1), (1, 2, 3))", t => t["d"].roll((1, -2, 1), (1, 2, 3))),
        Of("roll arrays", "torch.roll(d, (1, 1), (0, 1))", t => torch.roll(t["d"], [1, 1], [0, 1])),
        Of("flip", "torch.flip(a, (0, 1))", t => torch.flip(t["a"], 0, 1)),
        Of("unfold", "a.unfold(1, 2, 1)", t => t["a"].unfold(1, 2, 1)),
        Of("tril", "torch.tril(sq)", t => torch.tril(t["sq"])),
        Of("triu", "torch.triu(sq, 1)", t => torch.triu(t["sq"], 1)),
        Of("diagonal", "sq.diagonal(1)", t => t["sq"].diagonal(1)),
        Of("cat", "torch.cat([a, b], 1)", t => torch.cat([t["a"], t["b"]], 1)),
        Of("cat list", "torch.cat([a, b, p])", t => torch.cat(new List<torch.Tensor> { t["a"], t["b"], t["p"] })),
        Of("stack", "torch.stack([a, b], -1)", t => torch.stack([t["a"], t["b"]], -1)),
        Many("meshgrid", "torch.meshgrid(u, v, indexing='ij')", t => torch.meshgrid([t["u"], t["v"]])),
        Of("view then write", "(lambda x: (x.select(1, 0).mul_(5), x)[1])(a.clone())", t =>
        {
            var x = t["a"].clone();
            x.select(1, 0).mul_(5);
            return x;
        }),
    ];
}
