using CfdBridge.Data;
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

        // A case that is set up with another scheme, refused until somebody agrees.
        Assert.Contains("numerics  kept of 3 of 3 runs", Run("inspect", library), StringComparison.Ordinal);
        Assert.Contains("warmstart a new parameter or mesh: can be written", Run("inspect", target), StringComparison.Ordinal);
        var schemes = Path.Combine(target, "system", "fvSchemes");
        var before = File.ReadAllText(schemes);
        File.WriteAllText(schemes, before.Replace("divSchemes { default Gauss linear; }", "divSchemes { default none; div(phi,U) Gauss upwind; }", StringComparison.Ordinal));
        var (refused, _, why) = Bridge.Run(folder.Path, "warm-start", target, "--set", "U=1.5", "--library", library, "--out", folder.At("refused"), "--allow-advisory");
        Assert.Equal(3, refused);
        Assert.Contains("divSchemes div(phi,U): library Gauss linear, case Gauss upwind", why, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("refused", "warmstart")));
        Run("warm-start", target, "--set", "U=1.5", "--library", library, "--out", folder.At("agreed"), "--allow-advisory", "--allow-other-numerics");
        Assert.Contains(WarmStartPackage.Open(folder.At("agreed", "warmstart", "parameter-U1.5")).Description.Gates, gate => gate is { Name: "numerics", Result: GateResult.Refused, IsAgreed: true });
        File.WriteAllText(schemes, before);

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

    [Fact]
    public void A_warm_start_that_diverges_gives_way_to_the_cold_start_by_itself()
    {
        // A coarse run whose last step somebody spoilt: a hundred thousand times too fast for the time step.
        var coarse = Set(1, cells: 5);
        Foam.Run(coarse, "icoFoam");
        var spoilt = Path.Combine(coarse, "2", "U");
        var text = File.ReadAllText(spoilt);
        var (field, boundary) = (text.IndexOf("internalField", StringComparison.Ordinal), text.IndexOf("boundaryField", StringComparison.Ordinal));
        File.WriteAllText(spoilt, text[..field].Replace("binary", "ascii", StringComparison.Ordinal) + $"internalField nonuniform List<vector> 25({string.Concat(Enumerable.Repeat("(100000 30000 0) ", 25))});\n\n" + text[boundary..]);
        var target = Set(1.5);

        var output = Run("warm-start", target, "--coarse", coarse, "--out", folder.At("out"), "--allow-advisory", "--run", "--no-cold");

        var runs = Assert.Single(Directory.GetDirectories(folder.At("out", "warmstart"), "*-runs"));
        var comparison = DescriptionFile.Load<WarmStartComparison>(Path.Combine(runs, WarmStartComparison.FileName), "");
        Assert.Equal((true, SolverOutcome.Diverged, SolverOutcome.Ended), (comparison.FellBack, comparison.Warm.Outcome, comparison.Cold!.Outcome)); // it fell back
        Assert.Equal(200, comparison.Cold.Iterations);
        Assert.True(comparison.Warm.Iterations < 200);
        Assert.Contains("the cold start took its place", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(runs, "cold", "2", "U")));
        Assert.False(Directory.Exists(Path.Combine(runs, "warm", "2")));
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
