using static CfdBridge.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public abstract partial class Tensor
    {
        public Tensor T => Call("t", this);
        public Tensor mT => Call("mT", this);
        public Tensor real => Call("real", this);
        public Tensor imag => Call("imag", this);

        public Tensor reshape(params long[] shape) => Call("reshape", this, shape);
        public Tensor view(params long[] shape) => Call("view", this, shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes)
        {
            var from = dim < 0 ? dim + ndim : dim;
            var whole = shape;
            return reshape([.. whole.Take((int)from), .. sizes, .. whole.Skip((int)from + 1)]);
        }

        public Tensor permute(params long[] permutation) => Call("permute", this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", this, dim0, dim1);
        public Tensor t() => Call("t", this);
        public Tensor movedim(long[] source, long[] destination) => Call("movedim.intlist", this, source, destination);
        public Tensor unsqueeze(long dim) => Call("unsqueeze", this, dim);
        public Tensor squeeze(long? dim = null) => dim is null ? Call("squeeze", this) : Call("squeeze.dim", this, dim);
        public Tensor expand(params long[] sizes) => Call("expand", this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Call("expand", this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Call("expand", this, sizes.ToArray(), isImplicit);
        public Tensor expand_as(Tensor other) => Call("expand_as", this, other);
        public Tensor repeat(params long[] sizes) => Call("repeat", this, sizes);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_int", this, repeats, dim, output_size);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Call("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        public Tensor narrow(long dim, long start, long length) => Call("narrow", this, dim, start, length);
        public Tensor slice(long dim, long start, long finish, long step) => Call("slice.Tensor", this, dim, start, finish, step);
        public Tensor select(long dim, long index) => Call("select.int", this, dim, index);
        public Tensor index_select(long dim, Tensor index) => Call("index_select", this, dim, index);
        public Tensor gather(long dim, Tensor index) => Call("gather", this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Call("scatter.src", this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Call("scatter_add", this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Change(this, "scatter_add_", this, dim, index, src);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Call("index_add", this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Change(this, "index_add_", this, dim, index, source, alpha);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Change(this, "index_copy_", this, dim, index, source);

        public Tensor[] split(long size, int dim = 0) => CallList("split.Tensor", this, size, dim);
        public Tensor[] split(params long[] sizes) => CallList("split_with_sizes", this, sizes);
        public Tensor[] split(long[] sizes, long dim = 0) => CallList("split_with_sizes", this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => CallList("split_with_sizes", this, sizes.ToArray(), dim);
        public Tensor[] chunk(long chunks, long dim = 0) => CallList("chunk", this, chunks, dim);
        public Tensor[] unbind(long dimension = 0) => CallList("unbind.int", this, dimension);

        public Tensor roll(long[] shifts) => Call("roll", this, shifts);
        public Tensor roll(long[] shifts, long[] dims) => Call("roll", this, shifts, dims);
        public Tensor roll(long shifts, long? dims = null) => dims is { } dim ? roll([shifts], [dim]) : roll([shifts]);
        public Tensor roll((long, long) shifts, (long, long) dims) => roll([shifts.Item1, shifts.Item2], [dims.Item1, dims.Item2]);
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);
        public Tensor flip(params long[] dims) => Call("flip", this, dims);
        public Tensor unfold(long dimension, long size, long step) => Call("unfold", this, dimension, size, step);
        public Tensor tril(long diagonal = 0) => Call("tril", this, diagonal);
        public Tensor triu(long diagonal = 0) => Call("triu", this, diagonal);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Call("diagonal", this, offset, dim1, dim2);
        public Tensor nonzero() => Call("nonzero", this);
    }
}
