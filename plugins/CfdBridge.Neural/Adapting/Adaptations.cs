using CfdBridge.Models;
using static System.FormattableString;

namespace CfdBridge.Neural;

/// <summary>
/// The tunings of the runs that an engine is asked for. A request gets one that was made of nothing but its own past, so that
/// a hindcast judges what a tuning before its origin foretold. When the run has doubled the next hindcast tunes anew; what is
/// shown takes the latest that stands, which some hindcast has judged then.
/// </summary>
/// <param name="kind">The engine's name in the settings.</param>
sealed class Adaptations(string kind, TuningOptions options, PluginContext host)
{
    const int Kept = 4;

    readonly List<Adaptation> made = [];
    readonly Lock gate = new();
    Task<Adaptation>? running;

    /// <param name="mesh">The codec on the run's mesh.</param>
    /// <exception cref="EngineRefusedException">There is too little of the run, tuning did not help, or it is still going on.</exception>
    public Adaptation For(Checkpoint checkpoint, ContinuationRequest request, MeshCodec mesh, CancellationToken cancellationToken)
    {
        var before = Latest(checkpoint, request);
        var latest = before;
        if (latest is null || (request.Effort == Effort.Trial && latest.IsOld(request.Observed)))
        {
            new RunStretches(kind, checkpoint).Expect(request.Observed);
            var tuning = host.Watching ? InBackground(Tune) : QuietThread.Run(Tune);
            latest = host.Watching ? latest ?? throw Suitability.Refusal(kind, "it is being tuned on the run in the background", "It takes part once that is done.") : tuning.GetAwaiter().GetResult();
        }

        return latest.Outcome.Best > 0
            ? latest
            : throw Suitability.Refusal("the tuning", Invariant($"after none of {latest.Outcome.Steps} steps on this run up to {latest.Last.TimeSeconds:G6} s the model foretold its last quarter better than as it came"), "The engine segment is the same.");

        Adaptation Tune() => Keep(Adaptation.Of(kind, checkpoint, request, mesh, options, before, host.Time, cancellationToken));
    }

    /// <summary>The latest of a request's past; null where there is none.</summary>
    public Adaptation? Latest(Checkpoint checkpoint, ContinuationRequest request)
    {
        lock (gate) return made.Where(one => one.Precedes(checkpoint, request, oneRun: host.Watching)).MaxBy(one => one.Last.TimeSeconds);
    }

    // One at a time. What fails is told to whoever asks next.
    Task<Adaptation> InBackground(Func<Adaptation> tune)
    {
        lock (gate)
        {
            if (running is { IsCompleted: false }) return running;
            var failed = running is { IsFaulted: true } ? running : null;
            running = null;
            failed?.GetAwaiter().GetResult();
            return running = QuietThread.Run(tune);
        }
    }

    Adaptation Keep(Adaptation one)
    {
        lock (gate)
        {
            made.Add(one);
            if (made.Count > Kept) made.RemoveAt(0);
            return one;
        }
    }
}
