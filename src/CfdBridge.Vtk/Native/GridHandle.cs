using Microsoft.Win32.SafeHandles;

namespace CfdBridge.Vtk;

/// <summary>A grid in VTK's hands.</summary>
sealed class GridHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => VtkNative.GridFree(handle) == VtkNative.Ok;
}
