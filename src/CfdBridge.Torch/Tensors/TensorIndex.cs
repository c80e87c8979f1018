namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index expression, as in <c>x[.., 1:3, None]</c>.</summary>
    public readonly struct TensorIndex
    {
        TensorIndex(Kind kind, long start = 0, long? stop = null, long step = 1, Tensor? tensor = null) =>
            (IndexKind, Start, Stop, Step, Indices) = (kind, start, stop, step, tensor);

        internal enum Kind { Colon, Single, Slice, Ellipsis, NewAxis, Tensor }

        internal Kind IndexKind { get; }

        internal long Start { get; }

        internal long? Stop { get; }

        internal long Step { get; }

        internal Tensor? Indices { get; }

        /// <summary>The whole dimension.</summary>
        public static TensorIndex Colon => default;

        /// <summary>As many whole dimensions as are left.</summary>
        public static TensorIndex Ellipsis => new(Kind.Ellipsis);

        /// <summary>A new dimension of size one.</summary>
        public static TensorIndex None => new(Kind.NewAxis);

        public static TensorIndex Null => None;

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start ?? 0, stop, step ?? 1);

        public static TensorIndex Single(long? index) => index is { } one ? new(Kind.Single, one) : None;

        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => new(Kind.Single, value);

        public static implicit operator TensorIndex(Tensor tensor) => Tensor(tensor);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range.start, range.end);

        public static implicit operator TensorIndex(Range range)
        {
            long? stop = range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value;
            return Slice(range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value, stop);
        }
    }
}
