using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.EndToEnd;

/// <summary>The verb as a user types it, on a cavity whose viscosity is the parameter.</summary>
public sealed class WarmStartTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void From_a_library_to_a_run_beside_the_cold_start()
    {
        var library = folder.At("library");
        foreach (var speed in new[] { 1.0, 2.0, 3.0 })
        {
            Run("capture", Solved(speed), "--set", FormattableString.Invariant($"U={speed}"), "--name", FormattableString.Invariant($"U{speed}"), "--from", "2", "--out", library);
        }

        var target = Set(1.5);
        var output = Run("warm-start", target, "--set", "U=1.5", "--library", library, "--out", folder.At("out"), "--run", "--allow-advisory");

        Assert.Contains("off by", output, StringComparison.Ordinal);
        var package = folder.At("out", "warmstart", "parameter-U1.5");
        Assert.Equal(WarmStartKind.Parameter, WarmStartPackage.Open(package).Description.Kind);
        Assert.True(File.Exists(Path.Combine(package + "-runs", WarmStartComparison.FileName)));

        // Again, after somebody changed a file; and with the library of a mesh that is another.
        File.AppendAllText(Path.Combine(package, "constant", "transportProperties"), "\n");
        var (code, _, errors) = Bridge.Run(folder.Path, "warm-start", package, "--run");
        Assert.Equal(4, code);
        Assert.Contains("changed since the warm start was written", errors, StringComparison.Ordinal);

        Directory.Delete(target, recursive: true);
        Set(1.5, cells: 12);
        (code, _, errors) = Bridge.Run(folder.Path, "warm-start", target, "--set", "U=1.5", "--library", library, "--out", folder.At("other"));
        Assert.Equal(3, code);
        Assert.Contains("none of its 3 runs is on the mesh of this case", errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    string Run(params string[] arguments)
    {
        var (code, output, errors) = Bridge.Run(folder.Path, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {errors}");
        return output;
    }

    string Solved(double speed)
    {
        var flow = Set(speed);
        Foam.Run(flow, "icoFoam");
        return flow;
    }

    // A lid at a steady speed, in a folder of its own.
    string Set(double speed, int cells = 10)
    {
        var made = Cavity.Make(folder, cells, endTime: 2);
        var flow = folder.At(FormattableString.Invariant($"lid{speed}"));
        Directory.Move(made, flow);
        var path = Path.Combine(flow, "0", "U");
        File.WriteAllText(path, File.ReadAllText(path).Replace("type uniformFixedValue; uniformValue { type sine; frequency 1; amplitude 1; scale (1 0 0); level (0 0 0); } value uniform (0 0 0);", FormattableString.Invariant($"type fixedValue; value uniform ({speed} 0 0);"), StringComparison.Ordinal));
        return flow;
    }
}
