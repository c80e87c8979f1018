namespace CfdBridge.Pipeline;

/// <summary>
/// Decides, scan by scan, which steps are whole. A step with the solver's proof is whole at once; one without is whole
/// when it has not changed for the quiet period; one that lacks a proof its siblings have is never taken.
/// </summary>
public sealed class Settling(TimeSpan quiet, TimeProvider time)
{
    const int Attempts = 3;

    readonly Dictionary<string, Sighting> sightings = [];

    /// <summary>When anything in the case last changed; the first look counts as a change.</summary>
    public DateTimeOffset LastChange { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>
    /// The steps to take now, in rising time. The list ends before the first step that may still become whole, so that
    /// steps are taken in order; <paramref name="known"/> steps are passed over while their fingerprint stands.
    /// </summary>
    public IReadOnlyList<StepCandidate> Ready(SourceScan scan, IReadOnlyDictionary<string, string> known)
    {
        var now = time.GetUtcNow();
        if (LastChange == DateTimeOffset.MaxValue) LastChange = now;
        var ready = new List<StepCandidate>();
        var waiting = false;
        foreach (var step in scan.Steps)
        {
            // A known step that lost its proof is being purged, or written anew: it is looked at when it is whole again.
            if (known.TryGetValue(step.Name, out var fingerprint) && (fingerprint == step.Fingerprint || step.State == StepState.Unfinished))
            {
                sightings.Remove(step.Name);
                continue;
            }

            var sighting = Sight(step, now);
            if (step.State == StepState.Unfinished || waiting) continue;
            var whole = step.State == StepState.Complete || now - sighting.Since >= quiet;
            if (whole && now >= sighting.NotBefore) ready.Add(step);
            else waiting = true;
        }

        return ready;
    }

    /// <summary>Steps that were seen, never taken, and are gone: deleted before they could be read.</summary>
    public IReadOnlyList<StepCandidate> Vanished(SourceScan scan)
    {
        var present = scan.Steps.Select(step => step.Name).ToHashSet();
        StepCandidate[] gone = [.. sightings.Values.Select(s => s.Step).Where(step => !present.Contains(step.Name)).OrderBy(step => step.TimeSeconds)];
        foreach (var step in gone) sightings.Remove(step.Name);
        if (gone.Length > 0) LastChange = time.GetUtcNow();
        return gone;
    }

    /// <summary>Notes that a step seemed whole and could not be read. True when it has had its attempts and is given up until it changes.</summary>
    public bool GivesUp(StepCandidate step)
    {
        var sighting = sightings[step.Name];
        sightings[step.Name] = sighting with { Failures = sighting.Failures + 1, NotBefore = time.GetUtcNow() + quiet };
        return sighting.Failures + 1 >= Attempts;
    }

    Sighting Sight(StepCandidate step, DateTimeOffset now)
    {
        if (sightings.TryGetValue(step.Name, out var earlier) && earlier.Step.Fingerprint == step.Fingerprint)
            return sightings[step.Name] = earlier with { Step = step };
        LastChange = now;
        return sightings[step.Name] = new(step, now, now, 0);
    }

    sealed record Sighting(StepCandidate Step, DateTimeOffset Since, DateTimeOffset NotBefore, int Failures);
}
