using System.Diagnostics;
using System.Globalization;

namespace CfdBridge.OpenFoam;

/// <summary>Runs the solver that <c>controlDict</c> names, alone or with <c>mpirun</c>, and follows its log.</summary>
sealed class FoamRunner(RunOptions options, TimeProvider time) : ISolverRunner
{
    const int FloatingPointSignal = 128 + 8; // as a shell reports it

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<SolverRun> RunAsync(SolverRunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var folder = CaseFolder.Of(request.CaseDirectory);
        var control = CaseFiles.Dictionary(folder, "system/controlDict", cancellationToken);
        var solver = control?.TextOf("application") ?? throw new CaseFormatException(folder.NameOf(folder.At("system", "controlDict")), "it names no application", "Add: application simpleFoam;");
        var started = time.GetTimestamp();
        var environment = new FoamProcess(options, folder.Root);
        if (request.Ranks > 1 && Layout.DecomposedOf(folder).Count == 0) await Decompose(folder, environment, request.Ranks, cancellationToken);
        var stop = new StopRequest(folder);
        stop.Allow();
        var log = new SolverLog();
        var reader = new GrowingLog(folder.At("log." + solver));
        using var process = environment.Start(solver, request.Ranks);
        var why = "";
        try
        {
            while (!process.HasExited)
            {
                await Task.WhenAny(process.WaitForExitAsync(cancellationToken), Task.Delay(Look, time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                Follow(log, reader, request);
                if (log.Trouble is not null) Kill(process);
                else if (why.Length == 0 && (why = Met(log, request, folder)).Length > 0) stop.Now();
            }

            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            Kill(process);
            stop.Restore();
        }

        Follow(log, reader, request);
        var (outcome, reason) = Outcome(process.ExitCode, log, why, solver, folder);
        return new(outcome, reason, log.Iterations, QuantityFile.Read(folder.Root, request.Quantity), Criterion(folder, log, cancellationToken), log.CpuSeconds, time.GetElapsedTime(started).TotalSeconds);
    }

    void Follow(SolverLog log, GrowingLog reader, SolverRunRequest request)
    {
        var known = log.Iterations.Count;
        foreach (var line in reader.NewLines()) log.Read(line, options);
        for (var i = known; i < log.Iterations.Count; i++) request.Progress?.Report(log.Iterations[i]);
    }

    static string Met(SolverLog log, SolverRunRequest request, CaseFolder folder)
    {
        if (log.Iterations.Count == 0) return "";
        var last = log.Iterations[^1];
        if (request.Residuals.Count > 0 && request.Residuals.All(limit => last.Residuals.TryGetValue(limit.Key, out var residual) && residual <= limit.Value))
            return string.Create(CultureInfo.InvariantCulture, $"the residuals asked for are reached at {last.TimeSeconds:G6}");
        if (request.Steady is { } steady && Cycles.Of(QuantityFile.Read(folder.Root, request.Quantity)).SteadySince(steady) is { } since)
            return string.Create(CultureInfo.InvariantCulture, $"the last {steady.Cycles} cycles since {since:G6} agree");
        return "";
    }

    static (SolverOutcome, string) Outcome(int code, SolverLog log, string why, string solver, CaseFolder folder)
    {
        if (code == 127) throw new NativeException(solver, "it is not installed", "Install OpenFOAM: sudo apt-get install openfoam.");
        if ((log.Trouble ?? (code == FloatingPointSignal ? "a floating-point exception" : null)) is { } trouble) return (SolverOutcome.Diverged, $"{trouble} after {log.Iterations.Count} iterations");
        if (code != 0 || log.IsFatal) return (SolverOutcome.Failed, $"{solver} ended with code {code}: {log.LastLines}. See {folder.At("log." + solver)}");
        return why.Length > 0 ? (SolverOutcome.Converged, why) : log.SaysConverged ? (SolverOutcome.Converged, $"the case's own criterion is met after {log.Iterations.Count} iterations") : (SolverOutcome.Ended, $"the end time is reached after {log.Iterations.Count} iterations");
    }

    // residualControl of SIMPLE or PIMPLE, patterns written out for the fields that were solved for.
    static IReadOnlyDictionary<string, double> Criterion(CaseFolder folder, SolverLog log, CancellationToken cancellationToken)
    {
        var solution = CaseFiles.Dictionary(folder, "system/fvSolution", cancellationToken);
        if ((solution?.Find("SIMPLE") ?? solution?.Find("PIMPLE"))?.Dictionary?.Find("residualControl")?.Dictionary is not { } limits) return new Dictionary<string, double>();
        var found = new Dictionary<string, double>();
        foreach (var field in log.Iterations.SelectMany(iteration => iteration.Residuals.Keys).Distinct())
        {
            var key = limits.Keywords.FirstOrDefault(word => word == field) ?? limits.Keywords.LastOrDefault(word => FieldBoundary.Fits(word, field));
            if (key is not null && limits.Find(key)?.Dictionary is null && limits.NumberOf(key) is { } limit) found[field] = limit;
        }

        return found;
    }

    static async Task Decompose(CaseFolder folder, FoamProcess environment, int ranks, CancellationToken cancellationToken)
    {
        var path = folder.At("system", "decomposeParDict");
        if (!File.Exists(path)) AtomicFile.WriteText(path, $"FoamFile {{ version 2.0; format ascii; class dictionary; object decomposeParDict; }}\n\nnumberOfSubdomains {ranks};\nmethod scotch;\n");
        var control = CaseFiles.Dictionary(folder, "system/decomposeParDict", cancellationToken);
        if (control?.NumberOf("numberOfSubdomains") is { } parts && parts != ranks)
            throw new UsageException("--ranks", $"system/decomposeParDict cuts the case into {parts} parts, {ranks} ranks are asked for", "Give as many ranks, or change numberOfSubdomains.");
        using var process = environment.Start("decomposePar", ranks: 1);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new NativeException("decomposePar", $"it ended with code {process.ExitCode}", $"See {folder.At("log.decomposePar")}.");
    }

    static void Kill(Process process)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    }
}
