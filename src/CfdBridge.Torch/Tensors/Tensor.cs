using CfdBridge.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor in libtorch's hands. A new one belongs to the innermost <see cref="DisposeScope"/> of its thread, if there
    /// is one; without a scope it lives until it is disposed, or until the garbage collector finds it.
    /// </summary>
    public abstract partial class Tensor : IDisposable
    {
        readonly TensorHandle handle;

        private protected Tensor(nint native)
        {
            handle = new(native);
            OwningDisposeScope = ThreadScopes.Innermost;
            OwningDisposeScope?.Hold(this);
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>The native tensor; valid while this object is.</summary>
        public IntPtr Handle => handle.IsClosed
            ? throw new InvalidOperationException("The tensor has been disposed. One that must outlive its DisposeScope leaves it by MoveToOuterDisposeScope() or DetachFromDisposeScope().")
            : handle.DangerousGetHandle();

        public bool IsInvalid => handle.IsClosed;

        public void Dispose()
        {
            OwningDisposeScope?.MarkAsDisposed(this);
            handle.Dispose();
            GC.SuppressFinalize(this); // there is no finalizer here; the handle has one
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Number of dimensions.</summary>
        public long ndim => Rank;

        public long Dimensions => Rank;

        public long dim() => Rank;

        /// <summary>Sizes, slowest first.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[Rank];
                Expect(TorchNative.TensorShape(Handle, sizes, default, sizes.Length), "shape");
                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim) => shape[dim < 0 ? dim + Rank : dim];

        /// <summary>Elements between neighbours along each dimension.</summary>
        public long[] stride()
        {
            var strides = new long[Rank];
            Expect(TorchNative.TensorShape(Handle, new long[strides.Length], strides, strides.Length), "stride");
            return strides;
        }

        public long numel() => Facts().Elements;

        public long NumberOfElements => numel();

        public long ElementSize => SizeOf(dtype);

        public ScalarType dtype => Facts().Type;

        public Device device => Facts().Where;

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_contiguous() => Facts().Contiguous;

        public bool is_floating_point() => dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        public string name { get; set; } = "";

        public override string ToString() => IsInvalid ? "a disposed tensor" : $"[{string.Join(", ", shape)}], type = {dtype}, device = {device}";

        internal static long SizeOf(ScalarType type) => type switch
        {
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
            ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
            ScalarType.Int32 or ScalarType.Float32 => 4,
            ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
            ScalarType.ComplexFloat64 => 16,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
        };

        /// <summary>Hands the native tensor over to another object; this one is then disposed.</summary>
        internal nint Share()
        {
            Expect(TorchNative.TensorShare(Handle, out var same), "share");
            return same;
        }

        // Between reading Handle and the end of the native call nothing else may refer to this object.
        void Expect(int status, string where)
        {
            GC.KeepAlive(this);
            TorchNative.Expect(status, where);
        }

        int Rank
        {
            get
            {
                Expect(TorchNative.TensorRank(Handle, out var rank), "ndim");
                return rank;
            }
        }

        (long Elements, ScalarType Type, Device Where, bool Contiguous) Facts()
        {
            Expect(TorchNative.TensorFacts(Handle, out var elements, out var type, out var place, out var contiguous), "facts");
            return (elements, (ScalarType)type, Device.Unpack(place), contiguous != 0);
        }
    }

    /// <summary>Every tensor that is no <see cref="Modules.Parameter"/>.</summary>
    internal sealed class PlainTensor(nint native) : Tensor(native);
}
