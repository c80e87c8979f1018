using CfdBridge.Torch;
using static CfdBridge.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public abstract partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => index([.. indices.Select(one => (TensorIndex)one)]);
            set => index_put_(value, [.. indices.Select(one => (TensorIndex)one)]);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = Taken(indices);
            if (tensors is null) return ReferenceEquals(view, this) ? alias() : view;
            var result = Call("index.Tensor", view, Argument.OptionalTensors(tensors));
            if (!ReferenceEquals(view, this)) view.Dispose();
            return result;
        }

        public Tensor index(params Tensor[] indices) => Call("index.Tensor", this, Argument.OptionalTensors(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, tensors) = Taken(indices);
            if (tensors is null) view.copy_(value);
            else Change(view, "index_put_", view, Argument.OptionalTensors(tensors), value);
            if (!ReferenceEquals(view, this)) view.Dispose();
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Change(this, "index_put_", this, Argument.OptionalTensors(indices), value);

        // Numbers and slices are views taken one after the other; index tensors remain for one operator at the end.
        (Tensor View, Tensor?[]? Tensors) Taken(TensorIndex[] indices)
        {
            var consumed = indices.Count(one => one.IndexKind is not (TensorIndex.Kind.NewAxis or TensorIndex.Kind.Ellipsis));
            var (view, axis) = (this, 0);
            List<Tensor?> tensors = [];
            foreach (var one in indices)
            {
                switch (one.IndexKind)
                {
                    case TensorIndex.Kind.Single:
                        Next(view.select(axis, one.Start));
                        continue; // the dimension is gone, so the axis stands
                    case TensorIndex.Kind.Slice:
                        Next(view.slice(axis, one.Start, one.Stop ?? long.MaxValue, one.Step));
                        break;
                    case TensorIndex.Kind.NewAxis:
                        Next(view.unsqueeze(axis));
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis += (int)ndim - consumed;
                        continue;
                    case TensorIndex.Kind.Tensor:
                        while (tensors.Count < axis) tensors.Add(null);
                        tensors.Add(one.Indices);
                        break;
                }

                axis++;
            }

            return (view, tensors.Count == 0 ? null : [.. tensors]);

            void Next(Tensor narrower)
            {
                if (!ReferenceEquals(view, this)) view.Dispose();
                view = narrower;
            }
        }
    }
}
