using System.CommandLine;
using System.Runtime.InteropServices;
using CfdBridge.Data;
using CfdBridge.Vtk;

namespace CfdBridge.Worker;

/// <summary>What is on this machine, and what is missing: the first lines of every bug report.</summary>
static class DoctorVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("doctor", "Lists versions and paths of everything the program needs, and what is missing.\n\nExample: cfdbridge doctor");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            var output = Console.Out;
            output.WriteLine($"cfdbridge   {typeof(DoctorVerb).Assembly.GetName().Version?.ToString(3)}  {AppContext.BaseDirectory}");
            output.WriteLine($".NET        {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores");
            var missing = !Line(output, "VTK", () => VtkLibrary.Version.ToString(), "sudo apt-get install libvtk9-dev, then build again");
            missing |= !Line(output, "libtorch", () => $"{TorchSharp.torch.__version__}, {(TorchSharp.torch.cuda.is_available() ? "CUDA" : "no CUDA")}", "sudo apt-get install libtorch-dev libopenblas0-openmp, then build again");
            Tool(output, "OpenFOAM", "icoFoam", "needed by the demo and the tests: sudo apt-get install openfoam");
            Tool(output, "ParaView", "paraview", "needed to look at the results: sudo apt-get install paraview");
            Tool(output, "mpirun", "mpirun", "needed to run warm starts on several ranks: sudo apt-get install openmpi-bin");
            Line(output, "library", () => $"{LibraryFolder.Path} ({Captured()})", "capture the run again, or delete its folder");
            missing |= !Line(output, "plugins", () =>
            {
                using var session = common.Open(parsed, quiet: true);
                return $"sources {string.Join(", ", session.Plugins.Sources)}; engines {string.Join(", ", session.Plugins.Engines)}; sinks {string.Join(", ", session.Plugins.Sinks)}; warm starts {Named(session.Plugins.WarmStartSinks)}, predicted by {Named(session.Plugins.StateEngines)}, run by {Named(session.Plugins.SolverRunners)}";
            }, "build the solution: ./cfdbridge doctor does it");
            return (int)(missing ? ExitCode.NativeFailed : ExitCode.Done);
        });
        return command;
    }

    static string Named(IReadOnlyCollection<string> names) => names.Count > 0 ? string.Join(", ", names) : "none";

    static string Captured()
    {
        if (!Directory.Exists(LibraryFolder.Path)) return "empty: cfdbridge capture fills it";
        var runs = ShardReader.Library(LibraryFolder.Path);
        return $"{runs.Count} runs, {runs.Count(run => run.Description.Numerics is not null)} of them with how they were solved";
    }

    static bool Line(TextWriter output, string name, Func<string> value, string fix)
    {
        try
        {
            output.WriteLine($"{name,-11} {value()}");
            return true;
        }
        catch (Exception failure) when (failure is BridgeException or DllNotFoundException or TypeInitializationException)
        {
            output.WriteLine($"{name,-11} MISSING: {failure.Message} Fix: {fix}.");
            return false;
        }
    }

    static void Tool(TextWriter output, string name, string program, string note)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        output.WriteLine($"{name,-11} {path ?? $"not found ({note})"}");
    }
}
