using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CfdBridge.Benchmarks.Torch;

/// <summary>The same work here and in Python, in processes of their own and in turns, so that what disturbs one disturbs the other.</summary>
sealed class TwoSides
{
    readonly List<Measured> ours = [];
    readonly List<Measured> theirs = [];

    /// <param name="ours">Arguments of this program.</param>
    /// <param name="script">The twin, beside this file.</param>
    /// <param name="theirs">Arguments of the twin.</param>
    /// <param name="agreement">How far the losses may be apart, relatively.</param>
    public TwoSides(string[] ours, string script, string[] theirs, int rounds, int threads, double agreement = 1e-3)
    {
        for (var i = 0; i < rounds; i++)
        {
            // An apphost of the tests is not always there; the library and its runtime are.
            this.ours.Add(Measure("dotnet", [typeof(TwoSides).Assembly.Location, .. ours], threads));
            this.theirs.Add(Measure("/usr/bin/python3", [Script(script), .. theirs], threads));
        }

        if (Math.Abs(Losses.Ours - Losses.Theirs) > agreement * Losses.Theirs)
            throw new InvalidOperationException($"The two sides do not train the same network: loss {Losses.Ours} and {Losses.Theirs}.");
    }

    public (double Ours, double Theirs) Losses => (ours[0].Loss, theirs[0].Loss);

    /// <summary>Rows of a table: here, there, their ratio, its target.</summary>
    public string Rows(string of = "") => string.Join('\n',
        Row($"median step{of}, ms", all => Median(all.SelectMany(one => one.StepMs)), "F1", "1.05"),
        Row($"median step{of}, ms of processor time", all => Median(all.SelectMany(one => one.CpuMs)), "F1", "1.05"),
        Row($"peak resident memory{of}, MiB", all => Median(all.Select(one => one.PeakMiB)), "F0", "1.1"));

    /// <summary>A further row.</summary>
    public string Row(string name, Func<IReadOnlyList<Measured>, double> value, string format, string target)
    {
        var (here, there) = (value(ours), value(theirs));
        string Text(double number, string how) => number.ToString(how, CultureInfo.InvariantCulture);
        return $"| {name} | {Text(here, format)} | {Text(there, format)} | {Text(here / there, "F3")} | {target} |";
    }

    static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    static Measured Measure(string program, string[] arguments, int threads)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        using var process = Process.Start(start)!; // null only when an existing process is reused, which a program is not
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measured>(output)! // both sides print an object
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }

    static string Script(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name); // a source file has a folder
}
