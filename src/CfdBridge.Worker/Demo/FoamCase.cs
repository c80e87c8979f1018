using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CfdBridge.Worker;

/// <summary>A working copy of a sample case, and the OpenFOAM programs run on it.</summary>
sealed partial class FoamCase(string directory)
{
    public string DirectoryPath { get; } = directory;

    public string LogOf(string program) => Path.Combine(DirectoryPath, "log." + program);

    /// <summary>Gives an entry of a dictionary another value.</summary>
    /// <exception cref="CaseFormatException">The dictionary has no such entry.</exception>
    public void Set(string dictionary, string entry, string value)
    {
        var path = Path.Combine(DirectoryPath, dictionary);
        var (text, line) = (File.ReadAllText(path), new Regex($@"^{Regex.Escape(entry)}\s+[^;]*;", RegexOptions.Multiline));
        if (!line.IsMatch(text)) throw new CaseFormatException(path, $"it has no entry {entry}", "Take the sample as it is in the repository.");
        File.WriteAllText(path, line.Replace(text, $"{entry}  {value};", 1));
    }

    /// <summary>Runs a utility to its end.</summary>
    /// <exception cref="NativeException">It is not installed, or fails.</exception>
    public async Task RunAsync(string program, CancellationToken cancellationToken)
    {
        using var process = Start(program);
        await WaitAsync(process, program, cancellationToken);
    }

    /// <summary>Starts a solver; its output goes to <c>log.&lt;program&gt;</c>.</summary>
    public Process Start(string program)
    {
        // The shell gives us the log on disk without a thread that copies it.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {program} > log.{program} 2>&1"]) { WorkingDirectory = DirectoryPath };
        start.Environment.TryAdd("WM_PROJECT_DIR", "/usr/share/openfoam"); // the only setting Debian's package needs
        return Process.Start(start) ?? throw new NativeException(program, "it cannot be started", "Run cfdbridge doctor.");
    }

    public async Task WaitAsync(Process process, string program, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode == 127) throw new NativeException(program, "it is not installed", "Install OpenFOAM: sudo apt-get install openfoam.");
        if (process.ExitCode != 0)
            throw new NativeException(program, $"it ended with code {process.ExitCode}: {string.Join(" | ", File.ReadLines(LogOf(program)).TakeLast(3))}", $"See {LogOf(program)}.");
    }

    /// <summary>CPU seconds that the solver reports for the whole run so far.</summary>
    public double SolverSeconds(string program) => File.ReadLines(LogOf(program))
        .Select(line => ExecutionTime().Match(line)).Where(match => match.Success)
        .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(double.NaN).Last();

    /// <summary>Copies a sample into a new folder; <c>0.orig</c> becomes <c>0</c>, as OpenFOAM's tutorials have it.</summary>
    public static FoamCase CopyOf(string sample, string directory)
    {
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(sample, file);
            var target = Path.Combine(directory, relative.StartsWith("0.orig", StringComparison.Ordinal) ? "0" + relative["0.orig".Length..] : relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file inside a folder has one
            File.Copy(file, target);
        }

        return new(directory);
    }

    [GeneratedRegex(@"^ExecutionTime = ([0-9.]+) s")]
    private static partial Regex ExecutionTime();
}
