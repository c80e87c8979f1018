using System.Diagnostics;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.EndToEnd;

/// <summary>The built program, run as a user runs it.</summary>
static class Bridge
{
    static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(3);

    public static string Assembly => Repository.At("artifacts", "bin", "CfdBridge.Worker", Configuration, "cfdbridge.dll");

    public static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static Process Start(string workingDirectory, params string[] arguments) => Start(workingDirectory, new Dictionary<string, string>(), arguments);

    /// <param name="environment">Variables that it has besides ours.</param>
    public static Process Start(string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        if (!File.Exists(Assembly)) throw new FileNotFoundException("The program is not built: \"./cfdbridge test\" builds it.", Assembly);
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments]) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XDG_STATE_HOME"] = Path.Combine(workingDirectory, "state");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>Runs it to its end.</summary>
    public static (int Code, string Output, string Errors) Run(string workingDirectory, params string[] arguments)
    {
        using var process = Start(workingDirectory, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(HangGuard))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"cfdbridge {string.Join(' ', arguments)} did not end within {HangGuard}.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
