using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static SiLU SiLU() => new(false);

            public static SiLU SiLU(bool inplace) => new(inplace);

            public static ReLU ReLU(bool inplace = false) => new(inplace);

            public static GELU GELU() => new(Modules.GELU.Approximate.none);

            public static GELU GELU(GELU.Approximate approximate) => new(approximate);

            public static Identity Identity() => new();

            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    public sealed class SiLU : nn.Module<Tensor, Tensor>
    {
        readonly bool inplace;

        internal SiLU(bool inplace) : base(nameof(SiLU)) => this.inplace = inplace;

        public override Tensor forward(Tensor tensor) => nn.functional.silu(tensor, inplace);
    }

    public sealed class ReLU : nn.Module<Tensor, Tensor>
    {
        readonly bool inplace;

        internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

        public override Tensor forward(Tensor tensor) => nn.functional.relu(tensor, inplace);
    }

    public sealed class GELU : nn.Module<Tensor, Tensor>
    {
        readonly Approximate approximate;

        internal GELU(Approximate approximate) : base(nameof(GELU)) => this.approximate = approximate;

        /// <summary>How the error function is computed.</summary>
        public enum Approximate { none, tanh }

        public override Tensor forward(Tensor tensor) => tensor.gelu(approximate);
    }

    public sealed class Identity : nn.Module<Tensor, Tensor>
    {
        internal Identity() : base(nameof(Identity)) { }

        // An alias, so that the caller owns what it gets and may dispose it.
        public override Tensor forward(Tensor tensor) => tensor.alias();
    }

    public sealed class Dropout : nn.Module<Tensor, Tensor>
    {
        readonly double p;
        readonly bool inplace;

        internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

        public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training, inplace);
    }
}
