using System.Diagnostics;

namespace CfdBridge.Testing;

/// <summary>Runs the real OpenFOAM. Where it is missing, tests fail rather than pass unseen.</summary>
public static class Foam
{
    const string Installation = "/usr/share/openfoam";
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Runs an OpenFOAM application in a case directory and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It is missing, fails, or takes longer than two minutes; the message ends with its last lines.</exception>
    public static string Run(string directory, string application, params string[] arguments)
    {
        if (!Directory.Exists(Installation)) throw Missing(application, $"{Installation} does not exist");
        var start = new ProcessStartInfo(application, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        // The packaged binaries need no other variable (etc/bashrc, which sets more, prints errors on Debian).
        start.Environment["WM_PROJECT_DIR"] = Installation;
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Start(start, application);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{application} in {directory} did not end within {Longest.TotalSeconds} s.");
        }

        var log = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        return process.ExitCode == 0
            ? log
            : throw new InvalidOperationException($"{application} in {directory} ended with {process.ExitCode}:\n{string.Join('\n', log.Split('\n').TakeLast(40))}");
    }

    static Process Start(ProcessStartInfo start, string application)
    {
        try
        {
            return Process.Start(start) ?? throw Missing(application, "it did not start");
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw Missing(application, failure.Message);
        }
    }

    static InvalidOperationException Missing(string application, string fact) =>
        new($"OpenFOAM's {application} cannot be run: {fact}. This test needs the real OpenFOAM: \"./cfdbridge test\" installs it.");
}
