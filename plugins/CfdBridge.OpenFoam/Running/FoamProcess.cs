using System.Diagnostics;

namespace CfdBridge.OpenFoam;

/// <summary>Starts OpenFOAM's programs in a case; their output goes to <c>log.&lt;program&gt;</c>.</summary>
sealed class FoamProcess(RunOptions options, string directory)
{
    /// <exception cref="NativeException">There is no shell to start it from.</exception>
    public Process Start(string program, int ranks)
    {
        // The name comes from a case, which is data from somewhere else: it is an argument, never part of a command.
        var command = ranks > 1 ? "exec \"$1\" -np \"$2\" \"$0\" -parallel > \"log.$(basename \"$0\")\" 2>&1" : "exec \"$0\" > \"log.$(basename \"$0\")\" 2>&1";
        var start = new ProcessStartInfo("/bin/sh", ["-c", command, program, options.Mpirun, $"{ranks}"]) { WorkingDirectory = directory };
        start.Environment.TryAdd("WM_PROJECT_DIR", options.ProjectDirectory);
        start.Environment.TryAdd("OMPI_ALLOW_RUN_AS_ROOT", "1");         // as in containers, where there is nobody else
        start.Environment.TryAdd("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
        return Process.Start(start) ?? throw new NativeException(program, "it cannot be started", "Run cfdbridge doctor.");
    }
}
