using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CfdBridge.Native.Tests.Vtk;

/// <summary>ParaView's own Python: what it reads is what the file says. Needs no display.</summary>
static class Judge
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    static readonly Lazy<string> modules = new(() => Run("/bin/sh", [Tests("paraview-python.sh")]).Trim());

    /// <summary>A path below <c>tests/</c> of the source tree.</summary>
    public static string Tests(params string[] parts) => Path.Combine([TestsFolder(), .. parts]);

    /// <summary>Datasets by path, read by one process.</summary>
    public static IReadOnlyDictionary<string, DumpedDataset> Datasets(IEnumerable<string> paths) => Dump<DumpedDataset>(paths);

    /// <summary>Time series by path (<c>.pvd</c>, <c>.series</c>).</summary>
    public static IReadOnlyDictionary<string, DumpedSeries> Series(IEnumerable<string> paths) => Dump<DumpedSeries>(paths);

    /// <summary>Runs a script; its exit code must be 0.</summary>
    public static string Python(string script, params string[] arguments) => Run("/usr/bin/python3", [script, .. arguments], Environment());

    public static IReadOnlyDictionary<string, string> Environment() => new Dictionary<string, string> { ["PYTHONPATH"] = modules.Value };

    public static string Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!; // null only when an existing process is reused, which a program is not
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} failed ({process.ExitCode}): {errors.Result}\n{output}");
    }

    static IReadOnlyDictionary<string, T> Dump<T>(IEnumerable<string> paths) =>
        JsonSerializer.Deserialize<Dictionary<string, T>>(Python(Tests("judge", "dump_vtk.py"), [.. paths]), json)!; // the script prints an object

    static string TestsFolder([CallerFilePath] string here = "") => Path.GetFullPath("../..", Path.GetDirectoryName(here)!); // a source file has a folder
}

/// <summary>An array as ParaView sees it; <c>Type</c> is VTK's name of the number type.</summary>
sealed record DumpedArray(string Type, int Components, double[] Values);

/// <summary>A dataset as ParaView sees it.</summary>
sealed record DumpedDataset(
    string Class, double[] Points, string PointType, int[] Types, int[][] Cells, int[][] Faces,
    Dictionary<string, DumpedArray> CellData, Dictionary<string, DumpedArray> PointData, double? Time, string? TimeType, string[]? Complaints);

/// <summary>A series as ParaView sees it: the leaves of each step.</summary>
sealed record DumpedSeries(double[] Times, DumpedDataset[][] Steps);
