using TorchSharp;
using static CfdBridge.Native.Tests.Torch.ParityCase;
using static TorchSharp.torch.nn;

namespace CfdBridge.Native.Tests.Torch;

static class FunctionalCases
{
    public static ParityCase[] All { get; } =
    [
        Of("F.linear", "F.linear(a, lw, lb)", t => functional.linear(t["a"], t["lw"], t["lb"])),
        Of("F.relu", "F.relu(a)", t => functional.relu(t["a"])),
        Of("F.silu", "F.silu(a)", t => functional.silu(t["a"])),
        Of("F.gelu", "F.gelu(a)", t => functional.gelu(t["a"])),
        Of("F.gelu tanh", "F.gelu(a, approximate='tanh')", t => functional.gelu(t["a"], TorchSharp.Modules.GELU.Approximate.tanh)),
        Of("F.softplus", "F.softplus(a, 2, 1)", t => functional.softplus(t["a"], 2, 1)),
        Of("F.softmax", "F.softmax(a, 0)", t => functional.softmax(t["a"], 0)),
        Of("F.log_softmax", "F.log_softmax(a, 0)", t => functional.log_softmax(t["a"], 0)),
        Of("F.dropout off", "F.dropout(a, 0.3, False)", t => functional.dropout(t["a"], 0.3, training: false)),
        Of("F.dropout", "(torch.manual_seed(2), F.dropout(a, 0.3))[1]", t =>
        {
            torch.manual_seed(2);
            return functional.dropout(t["a"], 0.3);
        }),
        Of("F.group_norm", "F.group_norm(d, 2, ch, v)", t => functional.group_norm(t["d"], 2, t["ch"], t["v"])),
        Of("F.layer_norm", "F.layer_norm(a, (4,), ch, v, 1e-3)", t => functional.layer_norm(t["a"], [4], t["ch"], t["v"], 1e-3)),
        Of("F.mse_loss", "F.mse_loss(a, b)", t => functional.mse_loss(t["a"], t["b"])),
        Of("F.mse_loss sum", "F.mse_loss(a, b, reduction='sum')", t => functional.mse_loss(t["a"], t["b"], Reduction.Sum)),
        Of("F.mse_loss none", "F.mse_loss(a, b, reduction='none')", t => functional.mse_loss(t["a"], t["b"], Reduction.None)),
        Of("F.l1_loss", "F.l1_loss(a, b)", t => functional.l1_loss(t["a"], t["b"])),
        Of("F.normalize", "F.normalize(a, dim=1)", t => functional.normalize(t["a"])),
        Of("F.one_hot", "F.one_hot(i, 4)", t => functional.one_hot(t["i"], 4)),
        Of("F.scaled_dot_product_attention", "torch.softmax(qq @ kk.mT / 8 ** 0.5, -1) @ vv", t => functional.scaled_dot_product_attention(t["qq"], t["kk"], t["vv"])),
        Of("F.scaled_dot_product_attention mask", "torch.softmax(qq @ kk.mT / 8 ** 0.5 + mask, -1) @ vv", t => functional.scaled_dot_product_attention(t["qq"], t["kk"], t["vv"], t["mask"])),
        Of("F.scaled_dot_product_attention flags", "torch.softmax((qq @ kk.mT / 8 ** 0.5).masked_fill(~bm, -torch.inf), -1) @ vv", t => functional.scaled_dot_product_attention(t["qq"], t["kk"], t["vv"], t["bm"])),
        Of("F.scaled_dot_product_attention causal", "torch.softmax((qq @ kk.mT / 8 ** 0.5).masked_fill(~torch.ones(5, 5).bool().tril(), -torch.inf), -1) @ vv", t => functional.scaled_dot_product_attention(t["qq"], t["kk"], t["vv"], is_casual: true)),
        Of("F.conv1d", "F.conv1d(c, cw, bias, 2, 1)", t => functional.conv1d(t["c"], t["cw"], t["bias"], 2, 1)),
        Of("F.conv2d", "F.conv2d(d, dw, bias, (2, 1), (1, 2), (1, 1), 2)", t => functional.conv2d(t["d"], t["dw"], t["bias"], [2, 1], [1, 2], [1, 1], 2)),
        Of("F.conv3d", "F.conv3d(e, ew, bias, 1, (1, 0, 1))", t => functional.conv3d(t["e"], t["ew"], t["bias"], padding: [1, 0, 1])),
        Of("F.conv_transpose1d", "F.conv_transpose1d(c, ctw, bias, 2, 1, 1)", t => functional.conv_transpose1d(t["c"], t["ctw"], t["bias"], 2, 1, 1)),
        Of("F.conv_transpose2d", "F.conv_transpose2d(d, dtw, bias, 2, 1)", t => functional.conv_transpose2d(t["d"], t["dtw"], t["bias"], [2, 2], [1, 1])),
        Of("F.conv_transpose3d", "F.conv_transpose3d(e, etw, None, (1, 2, 2))", t => functional.conv_transpose3d(t["e"], t["etw"], strides: [1, 2, 2])),
        Of("F.unfold", "F.unfold(d, 3, 1, 1, 2)", t => functional.unfold(t["d"], 3, 1, 1, 2)),
        Of("F.unfold two", "F.unfold(d, (2, 3))", t => functional.unfold(t["d"], (2, 3))),
        Of("F.pad", "F.pad(d, (1, 2), value=0.5)", t => functional.pad(t["d"], (1, 2), value: 0.5)),
        Of("F.pad four", "F.pad(d, (1, 0, 2, 1))", t => functional.pad(t["d"], (1, 0, 2, 1))),
        Of("F.pad both", "F.pad(d, (2, 2))", t => functional.pad(t["d"], 2)),
        Of("F.pad reflect", "F.pad(d, (1, 1, 2, 0), mode='reflect')", t => functional.pad(t["d"], [1, 1, 2, 0], PaddingModes.Reflect)),
        Of("F.pad replicate", "F.pad(d, (1, 1, 2, 0), mode='replicate')", t => functional.pad(t["d"], [1, 1, 2, 0], PaddingModes.Replicate)),
        Of("F.pad circular", "F.pad(d, (1, 1, 2, 0), mode='circular')", t => functional.pad(t["d"], [1, 1, 2, 0], PaddingModes.Circular)),
        Of("F.interpolate nearest", "F.interpolate(d, scale_factor=(2.0, 2.0))", t => functional.interpolate(t["d"], scale_factor: [2, 2])),
        Of("F.interpolate nearest 1", "F.interpolate(c, size=9)", t => functional.interpolate(t["c"], size: [9])),
        Of("F.interpolate nearest 3", "F.interpolate(e, size=(6, 4, 7))", t => functional.interpolate(t["e"], size: [6, 4, 7])),
        Of("F.interpolate linear", "F.interpolate(c, size=9, mode='linear')", t => functional.interpolate(t["c"], size: [9], mode: torch.InterpolationMode.Linear)),
        Of("F.interpolate bilinear", "F.interpolate(d, size=(9, 7), mode='bilinear', align_corners=True)", t => functional.interpolate(t["d"], size: [9, 7], mode: torch.InterpolationMode.Bilinear, align_corners: true)),
        Of("F.interpolate bicubic", "F.interpolate(d, scale_factor=(1.5, 2.0), mode='bicubic')", t => functional.interpolate(t["d"], scale_factor: [1.5, 2], mode: torch.InterpolationMode.Bicubic)),
        Of("F.interpolate trilinear", "F.interpolate(e, size=(5, 6, 7), mode='trilinear')", t => functional.interpolate(t["e"], size: [5, 6, 7], mode: torch.InterpolationMode.Trilinear)),
        Of("F.grid_sample", "F.grid_sample(d, g, align_corners=False)", t => functional.grid_sample(t["d"], t["g"])),
        Of("F.grid_sample border", "F.grid_sample(d, g, padding_mode='border', align_corners=True)", t => functional.grid_sample(t["d"], t["g"], padding_mode: torch.GridSamplePaddingMode.Border, align_corners: true)),
        Of("F.grid_sample nearest", "F.grid_sample(d, g, 'nearest', 'reflection', False)", t => functional.grid_sample(t["d"], t["g"], torch.GridSampleMode.Nearest, torch.GridSamplePaddingMode.Reflection)),
        Of("F.pixel_shuffle", "F.pixel_shuffle(d, 2)", t => functional.pixel_shuffle(t["d"], 2)),
        Of("F.pixel_unshuffle", "F.pixel_unshuffle(d[:, :, :, :4], 2)", t => functional.pixel_unshuffle(t["d"].narrow(3, 0, 4), 2)),
    ];
}
