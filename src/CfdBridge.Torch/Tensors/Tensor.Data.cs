using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CfdBridge.Torch;
using TorchSharp.Utils;
using static CfdBridge.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public abstract partial class Tensor
    {
        /// <summary>The elements, for reading and writing in place, of a tensor on the CPU.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException($"Elements can be read on the CPU only, this tensor is on {device}; call cpu() first.");
            if (Unsafe.SizeOf<T>() != ElementSize)
                throw new ArgumentException($"The tensor holds {dtype}, {ElementSize} bytes each; {typeof(T).Name} has {Unsafe.SizeOf<T>()}.");
            return new(this);
        }

        /// <summary>The memory of a contiguous tensor on the CPU; setting it copies into the tensor, wherever it is.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (device_type != DeviceType.CPU || !is_contiguous())
                    throw new InvalidOperationException("Bytes are those of a contiguous tensor on the CPU; call cpu().contiguous() first.");
                return Memory();
            }
            set => Expect(TorchNative.TensorWrite(Handle, value, value.Length), "bytes");
        }

        /// <summary>The only element.</summary>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"Only a tensor of one element has an item, this one has {numel()}.");
            if (Unsafe.SizeOf<T>() != ElementSize)
                throw new ArgumentException($"The tensor holds {dtype}, {ElementSize} bytes each; {typeof(T).Name} has {Unsafe.SizeOf<T>()}.");
            Span<T> one = stackalloc T[1];
            Expect(TorchNative.TensorRead(Handle, MemoryMarshal.AsBytes(one), Unsafe.SizeOf<T>()), "item");
            return one[0];
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, null, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(null, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(null, new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Converted(other.dtype, other.device, false, false, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, null, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        public Tensor clone() => Call("clone", this);

        public Tensor alias() => Call("alias", this);

        public Tensor contiguous() => Call("contiguous", this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Change(this, "copy_", this, source, nonBlocking);

        public Tensor zero_() => Change(this, "zero_", this);

        public Tensor fill_(Scalar value) => Change(this, "fill_.Scalar", this, value);

        // As in TorchSharp: what is already so comes back itself, and is then not to be disposed "after".
        Tensor Converted(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            if (!copy && (type ?? dtype) == dtype && (device is null || IsOn(device))) return this;
            var converted = Call("to.dtype_layout", this, type ?? dtype, Argument.None, device ?? this.device, Argument.None, nonBlocking, copy);
            if (disposeAfter) Dispose();
            return converted;
        }

        // "cuda" without a number is any CUDA device that the tensor is already on.
        bool IsOn(Device wanted) => device_type == wanted.type && (wanted.index < 0 || wanted.index == device_index);

        unsafe Span<byte> Memory()
        {
            Expect(TorchNative.TensorData(Handle, out var start), "bytes");
            return new((void*)start, checked((int)(numel() * ElementSize)));
        }

        internal unsafe T* Start<T>() where T : unmanaged
        {
            Expect(TorchNative.TensorData(Handle, out var start), "data");
            return (T*)start;
        }
    }
}
