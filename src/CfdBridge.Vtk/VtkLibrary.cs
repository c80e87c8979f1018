namespace CfdBridge.Vtk;

/// <summary>The VTK on this machine.</summary>
public static class VtkLibrary
{
    /// <summary>Version of the VTK that the native part is linked to.</summary>
    /// <exception cref="NativeException">The native part, or VTK itself, is not there.</exception>
    public static Version Version
    {
        get
        {
            try
            {
                VtkNative.Expect(VtkNative.LibraryVersion(out var major, out var minor, out var build), "VTK", "Build CfdBridge.Vtk again.");
                return new(major, minor, build);
            }
            catch (DllNotFoundException missing)
            {
                throw new NativeException("libcfdb_vtk.so", $"cannot be loaded ({missing.Message.Split('\n')[0]})",
                    "Install VTK 9 (Debian, Ubuntu: apt-get install libvtk9-dev) and build again.", missing);
            }
        }
    }
}
