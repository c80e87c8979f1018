using System.Runtime.InteropServices;

namespace CfdBridge.Pipeline;

/// <summary>
/// The hindcasts of one run that were made before. While a run is watched, an origin that was judged once needs no second
/// judging: with each continuation the one that is oldest is judged anew, the others serve again.
/// </summary>
sealed class HindcastMemory
{
    const double Enough = 2.0 / 3; // of the steps that would be hidden now

    readonly Dictionary<(string Engine, Moment Origin), (OriginResiduals Residuals, HindcastUnits Units)> kept = [];
    Moment?[] slots = [];
    (string Layout, IReadOnlyList<Signal> Signals, BodyForce? Forces)? signals;

    /// <summary>The origins to judge from, the one with most steps first: those known from before, but for one.</summary>
    /// <param name="hidden">Steps hidden at each if nothing were known.</param>
    public IReadOnlyList<HindcastOrigin> Origins(Trajectory window, IReadOnlyList<int> hidden, ForecastOptions options)
    {
        var known = hidden.Select((wanted, k) => k < slots.Length && slots[k] is { } slot && AfterOf(slot, window) is { } after && slot.Steps >= Enough * wanted ? (After: after, slot.Steps) : ((int After, int Steps)?)null).ToArray();
        // If steps have come since: the one whose last step is longest past; of equals the shortest, which costs least.
        if (known.Length > 0 && known.All(one => one is { } origin && origin.After > origin.Steps))
            known[Enumerable.Range(0, known.Length).Reverse().MaxBy(k => known[k]!.Value.After - known[k]!.Value.Steps)] = null; // all are known

        HindcastOrigin[] origins = [.. hidden.Select((wanted, k) => known[k] is { } one ? new HindcastOrigin(window, one.After, one.Steps, options.WindowSteps) : new(window, wanted, wanted, options.WindowSteps))];
        slots = [.. origins.Select(origin => (Moment?)Moment.Of(origin))];
        foreach (var old in kept.Keys.Where(key => !slots.Contains(key.Origin)).ToArray()) kept.Remove(old);
        return origins;
    }

    /// <summary>The signals of a run: once chosen they stay, so that earlier errors of them count.</summary>
    public (IReadOnlyList<Signal> All, BodyForce? Forces) SignalsOf(Trajectory window, double viscosity)
    {
        var layout = string.Join(' ', [window.Mesh.Id, .. window.Last.Fields.Select(field => field.Name)]);
        if (signals is { } chosen && chosen.Layout == layout) return (chosen.Signals, chosen.Forces);
        var (all, forces) = Signals.Of(window, viscosity);
        signals = (layout, all, forces);
        return (all, forces);
    }

    /// <summary>What an engine did from an origin, in today's units; null where it was not asked.</summary>
    public OriginResiduals? Of(string engine, HindcastOrigin origin, HindcastUnits units) =>
        kept.TryGetValue((engine, Moment.Of(origin)), out var known) && ReferenceEquals(known.Units.Signals, units.Signals)
            ? known.Residuals.Over([.. known.Units.Fluctuations.Zip(units.Fluctuations, (then, now) => then / now)])
            : null;

    public void Keep(string engine, HindcastOrigin origin, HindcastUnits units, OriginResiduals residuals) => kept[(engine, Moment.Of(origin))] = (residuals, units);

    public static ulong Hash(Snapshot snapshot)
    {
        var hash = 14695981039346656037UL; // Fowler, Noll and Vo, over words
        foreach (var field in snapshot.Fields)
        {
            foreach (var word in MemoryMarshal.Cast<float, uint>(field.ToSingle())) hash = (hash ^ word) * 1099511628211UL;
        }

        return hash;
    }

    static int? AfterOf(Moment slot, Trajectory window)
    {
        for (var i = window.Count - 2; i >= 0 && window.Snapshots[i].TimeSeconds >= slot.Seconds; i--)
        {
            if (window.Snapshots[i].TimeSeconds == slot.Seconds) return Hash(window.Snapshots[i]) == slot.Content && window.Count - 1 - i >= slot.Steps ? window.Count - 1 - i : null;
        }

        return null;
    }

    // By its content too: a run that begins anew may come by the same time with another flow.
    readonly record struct Moment(double Seconds, int Steps, ulong Content)
    {
        public static Moment Of(HindcastOrigin origin) => new(origin.Seconds, origin.Truth.Length, origin.Content);
    }
}
