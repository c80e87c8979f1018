using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, in row-major order whatever its strides are.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    readonly torch.Tensor tensor;
    readonly long[] shape;
    readonly long[] strides;
    readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        (shape, strides, contiguous) = (tensor.shape, tensor.stride(), tensor.is_contiguous());
        Count = tensor.numel();
    }

    public long Count { get; }

    public unsafe T this[params long[] indices]
    {
        get => tensor.Start<T>()[Offset(indices)];
        set => tensor.Start<T>()[Offset(indices)] = value;
    }

    public unsafe T[] ToArray()
    {
        var values = new T[Count];
        if (Count == 0) return values;
        var start = tensor.Start<T>();
        if (contiguous) new ReadOnlySpan<T>(start, values.Length).CopyTo(values);
        else for (var i = 0; i < values.Length; i++) values[i] = start[OffsetOf(i)];
        GC.KeepAlive(tensor);
        return values;
    }

    public void CopyTo(T[] array, int arrayIndex = 0) => ToArray().CopyTo(array, arrayIndex);

    public void CopyFrom(T[] array, int arrayIndex = 0) => CopyFrom(array.AsSpan(arrayIndex));

    public unsafe void CopyFrom(ReadOnlySpan<T> array)
    {
        var start = tensor.Start<T>();
        for (var i = 0; i < Count; i++) start[OffsetOf(i)] = array[i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing is held: the memory is the tensor's.</summary>
    public void Dispose() { }

    long Offset(long[] indices)
    {
        if (indices.Length == 1 && shape.Length != 1) return OffsetOf(indices[0]);
        if (indices.Length != shape.Length) throw new ArgumentException($"{indices.Length} indices for {shape.Length} dimensions.", nameof(indices));
        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= shape[i]) throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"dimension {i} has {shape[i]} places");
            offset += indices[i] * strides[i];
        }

        return offset;
    }

    long OffsetOf(long place)
    {
        if (contiguous) return place;
        var offset = 0L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            offset += place % shape[i] * strides[i];
            place /= shape[i];
        }

        return offset;
    }
}
