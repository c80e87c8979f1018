using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(Parameter(empty(outputSize, inputSize, dtype, device)), hasBias ? Parameter(empty(outputSize, dtype, device)) : null, draw: true);

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias, draw: false);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x A^T + b.</summary>
    public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        internal Linear(Parameter weight, Parameter? bias, bool draw) : base(nameof(Linear))
        {
            (this.weight, this.bias) = (weight, bias);
            register_parameter(nameof(weight), weight);
            if (bias is not null) register_parameter(nameof(bias), bias);
            if (draw) torch.nn.init.DrawLayer(weight, bias);
        }

        public Parameter weight { get; private set; }

        public Parameter? bias { get; private set; }

        public long in_features => weight.shape[1];

        public long out_features => weight.shape[0];

        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.linear(input, weight, bias);
    }
}
