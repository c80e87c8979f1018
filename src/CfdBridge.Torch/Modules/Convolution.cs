using CfdBridge.Torch;

namespace TorchSharp
{
    /// <summary>What a convolution, or a pad, sees beyond the edge.</summary>
    public enum PaddingModes
    {
        Zeros = 0,
        Reflect = 1,
        Replicate = 2,
        Circular = 3,
        Constant = 4,
    }

    /// <summary>Padding by what it achieves.</summary>
    public enum Padding
    {
        Valid = 0,
        Same = 1,
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    /// <summary>What a convolution is made of, one number for each dimension of space.</summary>
    sealed record ConvolutionShape(long In, long Out, long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, long Groups)
    {
        public PaddingModes Mode { get; init; } = PaddingModes.Zeros;

        /// <summary>As much padding as keeps the size.</summary>
        public bool Same { get; init; }

        /// <summary>Null for a convolution that is not transposed.</summary>
        public long[]? OutputPadding { get; init; }

        public long[] WeightSizes => OutputPadding is null ? [Out, In / Groups, .. Kernel] : [In, Out / Groups, .. Kernel];
    }

    /// <summary>A convolution with its weights, transposed or not, in one, two or three dimensions.</summary>
    public abstract class Convolution : nn.Module<Tensor, Tensor>
    {
        readonly ConvolutionShape parts;
        readonly string op;

        private protected Convolution(string name, ConvolutionShape parts, bool bias, Device? device, ScalarType? dtype) : base(name)
        {
            if (parts.In % parts.Groups != 0 || parts.Out % parts.Groups != 0)
                throw new ArgumentException($"{name}: {parts.In} input and {parts.Out} output channels cannot be divided into {parts.Groups} groups.");
            this.parts = parts;
            op = parts.OutputPadding is null ? $"conv{parts.Kernel.Length}d" : nn.functional.TransposedName(parts.Kernel.Length);
            weight = nn.Parameter(empty(parts.WeightSizes, dtype, device));
            register_parameter(nameof(weight), weight);
            if (bias)
            {
                this.bias = nn.Parameter(empty(parts.Out, dtype, device));
                register_parameter(nameof(bias), this.bias);
            }

            nn.init.DrawLayer(weight, this.bias);
        }

        public Parameter weight { get; private set; }

        public Parameter? bias { get; private set; }

        public long in_channels => parts.In;

        public long out_channels => parts.Out;

        public long groups => parts.Groups;

        public override Tensor forward(Tensor input)
        {
            if (parts.OutputPadding is { } more)
                return Dispatch.Call(op, input, weight, bias, parts.Stride, parts.Padding, more, parts.Groups, parts.Dilation);
            if (parts.Mode == PaddingModes.Zeros)
                return parts.Same
                    ? Dispatch.Call(op + ".padding", input, weight, bias, parts.Stride, "same", parts.Dilation, parts.Groups)
                    : Dispatch.Call(op, input, weight, bias, parts.Stride, parts.Padding, parts.Dilation, parts.Groups);
            using var wider = nn.functional.pad(input, Edges(), parts.Mode);
            return Dispatch.Call(op, wider, weight, bias, parts.Stride, new long[parts.Kernel.Length], parts.Dilation, parts.Groups);
        }

        // The last dimension comes first, each with its two sides.
        long[] Edges()
        {
            List<long> edges = [];
            for (var i = parts.Kernel.Length - 1; i >= 0; i--)
            {
                var both = parts.Same ? parts.Dilation[i] * (parts.Kernel[i] - 1) : 2 * parts.Padding[i];
                edges.Add(both / 2);
                edges.Add(both - both / 2);
            }

            return [.. edges];
        }
    }
}
