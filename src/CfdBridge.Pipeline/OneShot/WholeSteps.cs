namespace CfdBridge.Pipeline;

/// <summary>The whole steps of a case at this moment, for the verbs that look once.</summary>
public static class WholeSteps
{
    /// <summary>Lists them in rising time. Where the solver leaves no proof, waits one quiet period to see that nothing changes.</summary>
    /// <exception cref="CaseFormatException">There is none.</exception>
    public static async Task<IReadOnlyList<StoredStep>> ListAsync(ISnapshotSource source, string path, WatchOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var quiet = TimeSpan.FromSeconds(options.QuietSeconds);
        var settling = new Settling(quiet, time);
        var known = new Dictionary<string, string>();
        var scan = source.Scan(cancellationToken);
        var ready = settling.Ready(scan, known);
        if (scan.Steps.Any(step => step.State == StepState.Unproven))
        {
            await Task.Delay(quiet, time, cancellationToken);
            ready = settling.Ready(source.Scan(cancellationToken), known);
        }

        StoredStep[] steps = [.. ready
            .Where(s => s.TimeSeconds >= (options.FromTime ?? double.MinValue) && s.TimeSeconds <= (options.ToTime ?? double.MaxValue))
            .Select(s => new StoredStep(s.TimeSeconds, token => source.ReadAsync(s, token)))];
        if (steps.Length == 0)
            throw new CaseFormatException(path, $"there is no complete time step among {scan.Steps.Count}", "Wait until the solver has written one, or widen --from and --to.");
        return steps;
    }
}
