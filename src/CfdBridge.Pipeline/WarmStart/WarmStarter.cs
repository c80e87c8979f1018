using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Writes a state as a case that a solver can run, and seals it.</summary>
public sealed class WarmStarter(PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger)
{
    const string FolderName = "warmstart";

    /// <summary>Writes <c>&lt;out&gt;/warmstart/&lt;name&gt;</c>.</summary>
    /// <param name="casePath">The case that it is made for; only read.</param>
    /// <param name="consent">What somebody has agreed to.</param>
    /// <param name="endSeconds">Time at which the solver shall end; null for what the case says.</param>
    /// <param name="running">What becomes of a solver that still runs the case.</param>
    /// <exception cref="EngineRefusedException">The state may not be used.</exception>
    public async Task<WarmStartPackage> WriteAsync(string casePath, Func<Task<WarmStartSource>> make, WarmStartConsent consent, double? endSeconds, RunningSolver running, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var path = Path.GetFullPath(casePath);
        var output = CaseFolder.OutputFor(path, options.Output.Directory);
        var source = await make();
        WarmStartGate[] gates = [.. source.Gates.Select(gate => gate.With(consent))];
        Expect(source.Judgement, gates, consent);
        var directory = Free(Path.Combine(output, FolderName), $"{source.Kind.ToString().ToLowerInvariant()}-{source.Label}");
        var written = await WholeAsync(directory, () => plugins.CreateWarmStartSink(path, new(logger, time)).WriteAsync(
            new() { CasePath = path, Directory = directory, Kind = source.Kind, Fields = source.Fields, StartSeconds = source.StartSeconds, EndSeconds = endSeconds, Running = running, Region = options.Watch.Region.Length > 0 ? options.Watch.Region : null }, cancellationToken));
        var description = new WarmStartDescription
        {
            Format = WarmStartDescription.CurrentFormat,
            Name = Path.GetFileName(directory),
            Kind = source.Kind,
            Case = path,
            MeshId = source.Mesh.Id,
            StartSeconds = written.StartSeconds,
            EndSeconds = endSeconds,
            Engine = source.Engine,
            Parameters = options.Forecast.Parameters,
            Judgement = source.Judgement,
            Gates = gates,
            HiddenRuns = source.HiddenRuns,
            Fields = [.. written.Fields.Select(field => new DescribedField(field.Name, field.Origin, field.Components, field.Rows, field.Smallest, field.Largest))],
            Flux = written.Flux,
            Notes = [.. source.Notes, .. written.Notes],
            Seconds = time.GetElapsedTime(started).TotalSeconds,
            Files = WarmStartPackage.Hashes(directory),
        };
        AtomicFile.WriteText(Path.Combine(directory, WarmStartDescription.FileName), description.ToJson() + "\n");
        return WarmStartPackage.Open(directory);
    }

    // What could not be written whole is not left there.
    static async Task<WrittenWarmStart> WholeAsync(string directory, Func<Task<WrittenWarmStart>> write)
    {
        try
        {
            return await write();
        }
        catch
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    // Everything that stands in the way, at once.
    static void Expect(WarmStartJudgement judgement, IReadOnlyList<WarmStartGate> gates, WarmStartConsent consent)
    {
        var reasons = gates.Where(gate => !gate.IsOpen).Select(gate => $"{gate.Name}: {gate.Reason}{GoOn(gate.Option)}").ToList();
        if (judgement.Verdict == Verdict.Reject) reasons.Insert(0, judgement.Reason);
        if (judgement.Verdict == Verdict.Advisory && !consent.HasFlag(WarmStartConsent.Advisory)) reasons.Insert(0, judgement.Reason + GoOn(WarmStartGate.AllowAdvisory));
        if (reasons.Count > 0) throw new EngineRefusedException($"No warm start: {string.Join("\n", reasons)}");
    }

    static string GoOn(string option) => option.Length > 0 ? $" To make it all the same: {option}." : "";

    static string Free(string folder, string name)
    {
        var free = Path.Combine(folder, name);
        for (var again = 2; Directory.Exists(free); again++) free = Path.Combine(folder, $"{name}-{again}");
        return free;
    }
}
