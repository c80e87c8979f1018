using System.Diagnostics;
using System.Globalization;
using System.Text;
using CfdBridge.Baselines;
using CfdBridge.Testing;
using CfdBridge.VtkSeries;

namespace CfdBridge.Benchmarks.Interpolation;

/// <summary>
/// Onto another mesh: VTK's own interpolation against ours (planes through the nearest cells), each in a process of its own, so that
/// the peak of memory is that of one engine. 85,184 cells (hexahedra, then the same as polyhedra) onto as many places.
/// </summary>
static class OntoComparison
{
    const int Side = 44;
    const int Steps = 20;

    public static void Run(string report)
    {
        var text = new StringBuilder("# Onto another mesh\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Side * Side * Side:N0} cells, as many places, U and p, {Steps} steps; {Environment.ProcessorCount} cores. Memory is the peak of the process above what it held before. `-- onto`\n\n");
        text.Append("| cells | engine | prepare, s | a step, s | memory, MiB |\n| --- | --- | --- | --- | --- |\n");
        foreach (var kind in new[] { Lattice.Cells.Hexahedra, Lattice.Cells.Polyhedra })
        {
            foreach (var engine in new[] { "cells", "vtk" }) text.Append($"| {kind.ToString().ToLowerInvariant()} | `{engine}` | {InProcess(engine, kind)} |\n");
        }

        AtomicFile.WriteText(report, text.ToString());
        Console.Write(text);
    }

    /// <summary>One engine, in this process; prints its figures.</summary>
    public static async Task RunOneAsync(string engine, Lattice.Cells kind)
    {
        var mesh = Lattice.Of((Side, Side, Side), (_, _, _) => false, kind);
        var other = Lattice.Of((Side, Side, Side), (_, _, _) => false);
        var places = new Mesh([.. other.Points.Select(value => 0.3 + 0.98 * value)], other.Cells);
        var run = Some.Trajectory(mesh, Enumerable.Range(0, Steps).Select(i => (double)i), time =>
            [Some.Vector("U", mesh.CellCount, cell => (Math.Sin(0.1 * cell + time), time, 0)), Some.Scalar("p", mesh.CellCount, cell => cell)]);
        _ = (mesh.CellCentres, places.CellCentres);
        var before = ResidentMemory.MiB();
        IInterpolationEngine own = engine == "vtk" ? new VtkInterpolation() : new CellInterpolation();
        var clock = Stopwatch.StartNew();
        var found = await own.InterpolateAsync(new() { Observed = run, Target = new OntoMesh(places) }, default);
        var prepared = clock.Elapsed.TotalSeconds;
        await foreach (var _ in found.Steps) { }
        var each = (clock.Elapsed.TotalSeconds - prepared) / Steps;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prepared:0.00} | {each:0.000} | {self.PeakWorkingSet64 / 1048576.0 - before:0}"));
    }

    static string InProcess(string engine, Lattice.Cells kind)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Environment.GetCommandLineArgs()[..1].Where(name => name.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"), "onto-one", engine, kind.ToString()]) { RedirectStandardOutput = true })!; // a new process
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{engine} on {kind} ended with {process.ExitCode}.");
    }
}
