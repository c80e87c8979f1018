using TorchSharp;
using static CfdBridge.Native.Tests.Torch.ParityCase;
using static TorchSharp.torch.TensorIndex;

namespace CfdBridge.Native.Tests.Torch;

static class IndexCases
{
    public static ParityCase[] All { get; } =
    [
        Of("index number", "d[1]", t => t["d"][1]),
        Of("index numbers", "d[1, 2]", t => t["d"][1, 2]),
        Of("index last", "d[-1, 0, -2]", t => t["d"][new long[] { -1, 0, -2 }]),
        Of("index slices", "d[:, 1:3, ::2]", t => t["d"][Colon, Slice(1, 3), Slice(step: 2)]),
        Of("index range", "d[..., 1:-1]", t => t["d"][Ellipsis, 1..^1]),
        Of("index ellipsis", "d[0, ..., 2]", t => t["d"][0, Ellipsis, 2]),
        Of("index new axis", "a[:, None]", t => t["a"][Colon, None]),
        Of("index tensor", "a[j]", t => t["a"][t["j"]]),
        Of("index tensor in place two", "d[:, j, 1]", t => t["d"][Colon, t["j"], 1]),
        Of("index tensors", "sq[j, j]", t => t["sq"].index(t["j"], t["j"])),
        Of("index mask", "a[m]", t => t["a"][t["m"]]),
        Of("index put slice", "(lambda x: (x.__setitem__((slice(None), slice(1, 3)), 0.5), x)[1])(a.clone())", t =>
        {
            var x = t["a"].clone();
            x[Colon, Slice(1, 3)] = torch.tensor(0.5f);
            return x;
        }),
        Of("index_put_ tensor", "(lambda x: (x.__setitem__(torch.tensor([0, 2]), b[:2]), x)[1])(a.clone())", t =>
        {
            var x = t["a"].clone();
            x.index_put_(t["b"].narrow(0, 0, 2), torch.tensor(new long[] { 0, 2 }));
            return x;
        }),
        Of("index put row", "(lambda x: (x.__setitem__(1, v), x)[1])(a.clone())", t =>
        {
            var x = t["a"].clone();
            x[1] = t["v"];
            return x;
        }),
        Of("index_select", "torch.index_select(a, 0, j)", t => torch.index_select(t["a"], 0, t["j"])),
        Of("gather", "torch.gather(a, 0, i)", t => torch.gather(t["a"], 0, t["i"])),
        Of("scatter", "a.scatter(1, i[:, :1], b[:, :1])", t => t["a"].scatter(1, t["i"].narrow(1, 0, 1), t["b"].narrow(1, 0, 1))),
        Of("scatter_add", "torch.scatter_add(a, 0, i, b)", t => torch.scatter_add(t["a"], 0, t["i"], t["b"])),
        Of("scatter_add_", "a.clone().scatter_add_(0, i, b)", t => t["a"].clone().scatter_add_(0, t["i"], t["b"])),
        Of("index_add", "a.index_add(0, j, b[:2], alpha=2)", t => t["a"].index_add(0, t["j"], t["b"].narrow(0, 0, 2), 2)),
        Of("index_add_", "a.clone().index_add_(0, j, b[:2], alpha=1)", t => t["a"].clone().index_add_(0, t["j"], t["b"].narrow(0, 0, 2), 1)),
        Of("index_copy_", "a.clone().index_copy_(1, torch.tensor([3]), b[:, :1])", t => t["a"].clone().index_copy_(1, torch.tensor(new long[] { 3 }), t["b"].narrow(1, 0, 1))),
        Of("nonzero", "m.nonzero()", t => t["m"].nonzero()),
    ];
}
