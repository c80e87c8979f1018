using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A tensor that training changes. The tensor given hands itself over and is empty afterwards.</summary>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A tensor that training changes.</summary>
    public sealed class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(Detached(data))
        {
            OwningDisposeScope?.Detach(this);
            data.OwningDisposeScope?.Attach(this);
            data.Dispose();
            this.requires_grad = requires_grad;
        }

        static nint Detached(torch.Tensor data)
        {
            using var leaf = data.detach();
            return leaf.Share();
        }
    }
}
