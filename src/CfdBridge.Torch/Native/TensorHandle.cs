using Microsoft.Win32.SafeHandles;

namespace CfdBridge.Torch;

/// <summary>One reference to a tensor in libtorch's hands.</summary>
sealed class TensorHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public TensorHandle(nint tensor) : base(ownsHandle: true) => SetHandle(tensor);

    protected override bool ReleaseHandle() => TorchNative.TensorFree(handle) == TorchNative.Ok;
}
