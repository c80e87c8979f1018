using Microsoft.Win32.SafeHandles;

namespace CfdBridge.Torch;

/// <summary>A group of processes that this one has joined.</summary>
sealed class GroupHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => TorchNative.GroupFree(handle) == TorchNative.Ok;
}
