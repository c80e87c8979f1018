using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);

            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        internal GroupNorm(long groups, long channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
        {
            if (channels % groups != 0) throw new ArgumentException($"GroupNorm: {channels} channels cannot be divided into {groups} groups.");
            (num_groups, num_channels, this.eps) = (groups, channels, eps);
            if (!affine) return;
            weight = nn.Parameter(ones(channels, dtype, device));
            bias = nn.Parameter(zeros(channels, dtype, device));
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        public long num_groups { get; }

        public long num_channels { get; }

        public double eps { get; }

        public Parameter? weight { get; private set; }

        public Parameter? bias { get; private set; }

        public override Tensor forward(Tensor input) => nn.functional.group_norm(input, num_groups, weight, bias, eps);
    }

    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        readonly long[] normalized_shape;

        internal LayerNorm(long[] normalized_shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
        {
            (this.normalized_shape, this.eps) = (normalized_shape, eps);
            if (!affine) return;
            weight = nn.Parameter(ones(normalized_shape, dtype, device));
            register_parameter(nameof(weight), weight);
            if (!hasBias) return;
            bias = nn.Parameter(zeros(normalized_shape, dtype, device));
            register_parameter(nameof(bias), bias);
        }

        public double eps { get; }

        public Parameter? weight { get; private set; }

        public Parameter? bias { get; private set; }

        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
    }
}
