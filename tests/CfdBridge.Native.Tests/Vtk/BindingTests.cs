using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.Vtk;

public sealed partial class BindingTests
{
    [Fact]
    public void Every_function_of_the_header_is_bound_and_no_other()
    {
        var header = File.ReadAllText(Path.GetFullPath("../src/CfdBridge.Vtk/Native/Shim/cfdb_vtk.h", Judge.Tests()));

        var bound = typeof(VtkReader).Assembly.GetType("CfdBridge.Vtk.VtkNative")!.GetMethods(BindingFlags.Static | BindingFlags.Public) // in this assembly
            .Select(m => m.GetCustomAttribute<LibraryImportAttribute>()?.EntryPoint).OfType<string>();

        Assert.Equal(Function().Matches(header).Select(m => m.Groups[1].Value).Order(), bound.Order());
    }

    [Fact]
    public void The_native_parts_stand_beside_the_managed_library()
    {
        var folder = Path.GetDirectoryName(typeof(VtkReader).Assembly.Location)!; // loaded from a file

        Assert.True(File.Exists(Path.Combine(folder, "libcfdb_vtk.so")));
        Assert.True(File.Exists(Path.Combine(folder, "cfdb_vtk_reader")));
    }

    [GeneratedRegex(@"CFDB_API int (cfdb_\w+)\(")]
    private static partial Regex Function();
}
