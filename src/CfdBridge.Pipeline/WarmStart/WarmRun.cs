using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Runs a warm start, and the cold start beside it, each in a copy: the sealed one stays as it is.</summary>
public sealed class WarmRun(PluginCatalog plugins, TimeProvider time, ILogger logger)
{
    readonly PluginContext context = new(logger, time);

    /// <summary>Runs a package; where its solver diverges, the cold start takes its place.</summary>
    /// <param name="package">Checked against its seal first.</param>
    /// <param name="withCold">Whether the cold start is run too where the warm one went well.</param>
    /// <param name="ask">What every run is asked for; its folder is filled in.</param>
    /// <param name="tell">Told what begins.</param>
    /// <exception cref="CaseFormatException">A file of the package was changed.</exception>
    public async Task<WarmStartComparison> RunAsync(string package, bool withCold, SolverRunRequest ask, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(tell);
        var (directory, description) = WarmStartPackage.Open(package);
        var runs = directory + "-runs";
        var runner = plugins.CreateSolverRunner(directory, context);

        tell($"The warm start, in {Path.Combine(runs, "warm")}");
        Copy(directory, Path.Combine(runs, "warm"));
        var warm = await runner.RunAsync(ask with { CaseDirectory = Path.Combine(runs, "warm") }, cancellationToken);
        var failed = warm.Outcome is SolverOutcome.Diverged or SolverOutcome.Failed;
        SolverRun? cold = null;
        if (failed || withCold)
        {
            tell(failed ? $"The warm start failed ({warm.Reason}): the cold start takes its place, in {Path.Combine(runs, "cold")}" : $"The cold start, for comparison, in {Path.Combine(runs, "cold")}");
            await WriteColdAsync(description, Path.Combine(runs, "cold"), cancellationToken);
            cold = await runner.RunAsync(ask with { CaseDirectory = Path.Combine(runs, "cold") }, cancellationToken);
        }

        var comparison = WarmStartComparison.Of(description, warm, cold, failed);
        comparison.Save(Path.Combine(runs, WarmStartComparison.FileName));
        return comparison;
    }

    // The case as it is, through the same writer: nothing but the state differs.
    async Task WriteColdAsync(WarmStartDescription description, string directory, CancellationToken cancellationToken)
    {
        Clear(directory);
        await plugins.CreateWarmStartSink(description.Case, context).WriteAsync(
            new() { CasePath = description.Case, Directory = directory, Kind = description.Kind, Fields = new([]), EndSeconds = description.EndSeconds }, cancellationToken);
    }

    static void Copy(string from, string to)
    {
        Clear(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != WarmStartDescription.FileName))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file inside a folder has one
            File.Copy(file, target);
        }
    }

    // An earlier run of the same package.
    static void Clear(string directory)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }
}
