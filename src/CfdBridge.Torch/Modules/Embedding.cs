using CfdBridge.Torch;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, Device? device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, padding_idx, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    /// <summary>A table of vectors, looked up by number.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        readonly long padding;

        internal Embedding(long rows, long columns, long? padding_idx, Device? device, ScalarType? dtype) : base(nameof(Embedding))
        {
            padding = padding_idx is { } given ? (given < 0 ? given + rows : given) : -1;
            weight = nn.Parameter(empty(rows, columns, dtype, device));
            register_parameter(nameof(weight), weight);
            using var untracked = no_grad();
            nn.init.normal_(weight);
            if (padding < 0) return;
            using var unused = weight.select(0, padding);
            unused.zero_();
        }

        public Parameter weight { get; private set; }

        public override Tensor forward(Tensor input) => Dispatch.Call("embedding", weight, input, padding);
    }
}
