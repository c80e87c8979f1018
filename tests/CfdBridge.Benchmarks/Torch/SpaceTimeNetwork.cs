using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Torch;

// B batch · C channels · T times · H, W grid
/// <summary>A small causal space-time auto-encoder with attention in the middle, as a codec is built; about 1.8 M parameters.</summary>
sealed class SpaceTimeNetwork : nn.Module<Tensor, Tensor>
{
    readonly CausalConv lift;
    readonly Residual outer;
    readonly CausalConv down1;
    readonly Residual middle;
    readonly CausalConv down2;
    readonly Residual inner;
    readonly Attention attention;
    readonly ConvTranspose3d up1;
    readonly Residual wider;
    readonly ConvTranspose3d up2;
    readonly CausalConv head;

    public SpaceTimeNetwork() : base(nameof(SpaceTimeNetwork))
    {
        lift = new(2, 32, 1);
        outer = new(32);
        down1 = new(32, 64, 2);
        middle = new(64);
        down2 = new(64, 128, 2);
        inner = new(128);
        attention = new(128, 4);
        up1 = nn.ConvTranspose3d(128, 64, (1, 2, 2), (1, 2, 2));
        wider = new(64);
        up2 = nn.ConvTranspose3d(64, 32, (1, 2, 2), (1, 2, 2));
        head = new(32, 2, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                        // [B, 2, T, H, W]
    {
        using var scope = NewDisposeScope();
        var z = middle.call(down1.call(outer.call(lift.call(x))));                  // [B, 64, T, H/2, W/2]
        z = attention.call(inner.call(down2.call(z)));                              // [B, 128, T, H/4, W/4]
        z = wider.call(up1.call(z));
        return head.call(up2.call(z)).MoveToOuterDisposeScope();
    }

    /// <summary>Sees this time and the two before it; strides in space only.</summary>
    sealed class CausalConv : nn.Module<Tensor, Tensor>
    {
        readonly Conv3d conv;

        public CausalConv(long from, long to, long stride) : base(nameof(CausalConv))
        {
            conv = nn.Conv3d(from, to, (3, 3, 3), (1, stride, stride));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            using var padded = nn.functional.pad(x, [1, 1, 1, 1, 2, 0]);
            return conv.call(padded);
        }
    }

    sealed class Residual : nn.Module<Tensor, Tensor>
    {
        readonly GroupNorm norm1;
        readonly CausalConv conv1;
        readonly GroupNorm norm2;
        readonly CausalConv conv2;

        public Residual(long width) : base(nameof(Residual))
        {
            norm1 = nn.GroupNorm(8, width);
            conv1 = new(width, width, 1);
            norm2 = nn.GroupNorm(8, width);
            conv2 = new(width, width, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            using var scope = NewDisposeScope();
            var y = conv1.call(nn.functional.silu(norm1.call(x)));
            return (x + conv2.call(nn.functional.silu(norm2.call(y)))).MoveToOuterDisposeScope();
        }
    }

    sealed class Attention : nn.Module<Tensor, Tensor>
    {
        readonly long heads;
        readonly LayerNorm norm1;
        readonly Linear qkv;
        readonly Linear project;
        readonly LayerNorm norm2;
        readonly Linear widen;
        readonly Linear narrow;

        public Attention(long width, long heads) : base(nameof(Attention))
        {
            this.heads = heads;
            norm1 = nn.LayerNorm(width);
            qkv = nn.Linear(width, 3 * width);
            project = nn.Linear(width, width);
            norm2 = nn.LayerNorm(width);
            widen = nn.Linear(width, 4 * width);
            narrow = nn.Linear(4 * width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)                                    // [B, D, T, H, W]
        {
            using var scope = NewDisposeScope();
            var (batch, width) = (x.shape[0], x.shape[1]);
            var tokens = x.flatten(2).transpose(1, 2);                              // [B, N, D]
            var parts = qkv.call(norm1.call(tokens)).reshape(batch, -1, 3, heads, width / heads).permute(2, 0, 3, 1, 4).unbind();
            var mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]).transpose(1, 2).reshape(batch, -1, width);
            tokens = tokens + project.call(mixed);
            tokens = tokens + narrow.call(nn.functional.gelu(widen.call(norm2.call(tokens))));
            return tokens.transpose(1, 2).reshape(x.shape).MoveToOuterDisposeScope();
        }
    }
}
