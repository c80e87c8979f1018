using TorchSharp;
using TorchSharp.Modules;
using static CfdBridge.Native.Tests.Torch.ParityCase;
using static TorchSharp.torch.nn;

namespace CfdBridge.Native.Tests.Torch;

static class LayerCases
{
    public static ParityCase[] All { get; } =
    [
        Layer("Linear", "nn.Linear(4, 5)", "a", () => Linear(4, 5)),
        Layer("Linear without bias", "nn.Linear(4, 5, bias=False)", "k", () => Linear(4, 5, hasBias: false)),
        Layer("Conv1d", "nn.Conv1d(4, 6, 3, stride=2, padding=1)", "c", () => Conv1d(4, 6, 3, stride: 2, padding: 1)),
        Layer("Conv1d same", "nn.Conv1d(4, 6, 3, padding='same', dilation=2)", "c", () => Conv1d(4, 6, 3, Padding.Same, dilation: 2)),
        Layer("Conv1d circular", "nn.Conv1d(4, 6, 3, padding=1, padding_mode='circular')", "c", () => Conv1d(4, 6, 3, padding: 1, padding_mode: PaddingModes.Circular)),
        Layer("Conv2d", "nn.Conv2d(4, 6, 3, padding=1, groups=2)", "d", () => Conv2d(4, 6, 3, padding: 1, groups: 2)),
        Layer("Conv2d pairs", "nn.Conv2d(4, 6, (3, 1), (2, 1), (1, 2))", "d", () => Conv2d(4, 6, (3, 1), (2, 1), (1, 2))),
        Layer("Conv2d same", "nn.Conv2d(4, 6, (3, 2), padding='same', bias=False)", "d", () => Conv2d(4, 6, (3, 2), Padding.Same, bias: false)),
        Layer("Conv2d circular", "nn.Conv2d(4, 6, 3, padding=2, padding_mode='circular')", "d", () => Conv2d(4, 6, 3, padding: 2, padding_mode: PaddingModes.Circular)),
        Layer("Conv2d reflect same", "nn.Conv2d(4, 6, (3, 2), padding='same', padding_mode='reflect')", "d", () => Conv2d(4, 6, (3, 2), Padding.Same, padding_mode: PaddingModes.Reflect)),
        Layer("Conv3d", "nn.Conv3d(4, 6, 3, padding=1)", "e", () => Conv3d(4, 6, 3, padding: 1)),
        Layer("Conv3d triples", "nn.Conv3d(4, 6, (1, 2, 3), (1, 2, 1), (0, 0, 1))", "e", () => Conv3d(4, 6, (1, 2, 3), (1, 2, 1), (0, 0, 1))),
        Layer("Conv3d replicate", "nn.Conv3d(4, 6, (1, 3, 3), padding=(0, 1, 1), padding_mode='replicate')", "e", () => Conv3d(4, 6, (1, 3, 3), padding: (0, 1, 1), padding_mode: PaddingModes.Replicate)),
        Layer("ConvTranspose1d", "nn.ConvTranspose1d(4, 6, 4, 2, 1)", "c", () => ConvTranspose1d(4, 6, 4, 2, 1)),
        Layer("ConvTranspose2d", "nn.ConvTranspose2d(4, 6, 4, 2, 1)", "d", () => ConvTranspose2d(4, 6, 4, 2, 1)),
        Layer("ConvTranspose2d pairs", "nn.ConvTranspose2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 0))", "d", () => ConvTranspose2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 0))),
        Layer("ConvTranspose3d", "nn.ConvTranspose3d(4, 6, 2, 2)", "e", () => ConvTranspose3d(4, 6, 2, 2)),
        Layer("ConvTranspose3d triples", "nn.ConvTranspose3d(4, 6, (1, 2, 2), (1, 2, 2))", "e", () => ConvTranspose3d(4, 6, (1, 2, 2), (1, 2, 2))),
        Layer("GroupNorm", "nn.GroupNorm(2, 4)", "d", () => GroupNorm(2, 4)),
        Layer("GroupNorm plain", "nn.GroupNorm(2, 4, affine=False)", "e", () => GroupNorm(2, 4, affine: false)),
        Layer("LayerNorm", "nn.LayerNorm(4)", "k", () => LayerNorm(4)),
        Layer("LayerNorm two", "nn.LayerNorm([3, 4], eps=1e-3)", "k", () => LayerNorm([3, 4], 1e-3)),
        Layer("LayerNorm plain", "nn.LayerNorm(4, elementwise_affine=False)", "k", () => LayerNorm(4, elementwise_affine: false)),
        Layer("Embedding", "nn.Embedding(3, 5)", "i", () => Embedding(3, 5)),
        Layer("Embedding padded", "nn.Embedding(3, 5, padding_idx=1)", "i", () => Embedding(3, 5, padding_idx: 1)),
        Layer("SiLU", "nn.SiLU()", "a", () => SiLU()),
        Layer("ReLU", "nn.ReLU()", "a", () => ReLU()),
        Layer("GELU", "nn.GELU()", "a", () => GELU()),
        Layer("GELU tanh", "nn.GELU('tanh')", "a", () => GELU(Approximate())),
        Layer("Identity", "nn.Identity()", "a", () => Identity()),
        Layer("Dropout", "nn.Dropout(0.4)", "a", () => Dropout(0.4)),
        Layer("Sequential", "nn.Sequential(nn.Conv2d(4, 8, 3), nn.GroupNorm(4, 8), nn.SiLU(), nn.Conv2d(8, 2, 1))", "d", () => Sequential(Conv2d(4, 8, 3), GroupNorm(4, 8), SiLU(), Conv2d(8, 2, 1))),
    ];

    static GELU.Approximate Approximate() => TorchSharp.Modules.GELU.Approximate.tanh;
}
