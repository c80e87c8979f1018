using TorchSharp;
using static CfdBridge.Native.Tests.Torch.ParityCase;

namespace CfdBridge.Native.Tests.Torch;

static class ReductionCases
{
    public static ParityCase[] All { get; } =
    [
        Of("sum", "torch.sum(a)", t => torch.sum(t["a"])),
        Of("sum type", "a.sum(dtype=torch.float64)", t => t["a"].sum(torch.ScalarType.Float64)),
        Of("sum dim", "d.sum(1, keepdim=True)", t => t["d"].sum(1, keepdim: true)),
        Of("sum dims", "d.sum((1, 3))", t => t["d"].sum([1, 3])),
        Of("sum two", "d.sum((0, 2))", t => t["d"].sum(0, 2)),
        Of("sum three", "d.sum((0, 2, 3))", t => t["d"].sum(0, 2, 3)),
        Of("mean", "torch.mean(a)", t => torch.mean(t["a"])),
        Of("mean dims", "d.mean((2, 3), keepdim=True)", t => torch.mean(t["d"], [2, 3], keepdim: true)),
        Of("prod", "p.prod()", t => t["p"].prod()),
        Of("prod dim", "p.prod(1)", t => t["p"].prod(1)),
        Of("var", "a.var()", t => t["a"].var()),
        Of("var biased", "a.var(unbiased=False)", t => t["a"].var(unbiased: false)),
        Of("var dim", "a.var(1, unbiased=False, keepdim=True)", t => t["a"].var(1, unbiased: false, keepdim: true)),
        Of("var dims", "d.var((2, 3))", t => t["d"].var([2, 3])),
        Of("std", "a.std()", t => t["a"].std()),
        Of("std dim", "a.std(0)", t => t["a"].std(0)),
        Of("std dims", "d.std((1, 2), keepdim=True)", t => t["d"].std([1, 2], keepdim: true)),
        Of("norm", "a.norm()", t => t["a"].norm()),
        Of("norm one", "a.norm(1)", t => t["a"].norm(1f)),
        Of("norm dim", "a.norm(2, 1, True)", t => t["a"].norm(1, keepdim: true)),
        Of("amax", "d.amax((1, 2))", t => t["d"].amax(1, 2)),
        Of("amax keep", "d.amax((1, 2), keepdim=True)", t => t["d"].amax([1, 2], keepdim: true)),
        Of("amin", "d.amin((0,))", t => t["d"].amin(0)),
        Of("amin keep", "d.amin((3,), keepdim=True)", t => t["d"].amin([3], keepdim: true)),
        Of("max", "a.max()", t => t["a"].max()),
        Of("max other", "a.max(b)", t => t["a"].max(t["b"])),
        Pair("max dim", "a.max(1)", t => t["a"].max(1)),
        Of("min", "a.min()", t => t["a"].min()),
        Of("min other", "a.min(b)", t => t["a"].min(t["b"])),
        Pair("min dim", "a.min(0, keepdim=True)", t => t["a"].min(0, keepdim: true)),
        Of("argmax", "a.argmax()", t => t["a"].argmax()),
        Of("argmax dim", "a.argmax(1)", t => t["a"].argmax(1)),
        Of("argmin", "a.argmin()", t => t["a"].argmin()),
        Of("argmin dim", "a.argmin(0, keepdim=True)", t => t["a"].argmin(0, keepdim: true)),
        Of("all", "m.all()", t => t["m"].all()),
        Of("all dim", "m.all(1)", t => t["m"].all(1)),
        Of("any", "m.any()", t => t["m"].any()),
        Of("any dim", "m.any(0, keepdim=True)", t => t["m"].any(0, keepdim: true)),
        Of("cumsum", "torch.cumsum(a, 1)", t => torch.cumsum(t["a"], 1)),
        Of("argsort", "torch.argsort(a, 1, True)", t => torch.argsort(t["a"], 1, true)),
        Pair("sort", "torch.sort(a, 1)", t => torch.sort(t["a"], 1)),
        Pair("sort stable", "torch.sort(i, stable=True, dim=1, descending=True)", t => t["i"].sort(1, descending: true, stable: true)),
        Pair("topk", "torch.topk(a, 2)", t => torch.topk(t["a"], 2)),
        Pair("topk smallest", "a.topk(2, 0, False)", t => t["a"].topk(2, 0, largest: false)),
        Of("cdist", "torch.cdist(a, b)", t => torch.cdist(t["a"], t["b"])),
        Of("allclose", "torch.tensor(torch.allclose(a, a + 1e-9))", t => torch.tensor(torch.allclose(t["a"], t["a"] + 1e-9))),
    ];
}
