using Microsoft.Win32.SafeHandles;

namespace CfdBridge.Torch;

/// <summary>One reference to a generator in libtorch's hands.</summary>
sealed class GeneratorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => TorchNative.GeneratorFree(handle) == TorchNative.Ok;
}
