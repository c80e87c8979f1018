using Microsoft.Win32.SafeHandles;

namespace CfdBridge.Vtk;

/// <summary>Places found in a grid, in VTK's hands.</summary>
sealed class ProbeHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => VtkNative.ProbeFree(handle) == VtkNative.Ok;
}
