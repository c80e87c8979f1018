using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>Published forecasts, kept in the store until truth has overtaken them, so that they can be scored.</summary>
sealed class StoredForecasts(SnapshotStore store)
{
    const double SameInstant = 1e-3; // of a spacing

    public void Save(long continuation, ForecastStep step, Mesh mesh, SpreadShape shape)
    {
        store.Save(Name(continuation, step.Lead), new Snapshot(step.TimeSeconds, mesh, step.Mean));
        if (!ReferenceEquals(step.Unit, shape.Deviations)) store.Save(UnitName(continuation, step.Lead), new Snapshot(step.TimeSeconds, mesh, step.Unit));
    }

    public void SaveShape(long continuation, SpreadShape shape, Trajectory observed) =>
        store.Save(ShapeName(continuation), new Snapshot(observed.Last.TimeSeconds, observed.Mesh, shape.Deviations));

    /// <summary>The prediction for an instant with its interval, between two leads interpolated; null where it does not reach.</summary>
    public (int Lead, FieldSet Fields)? At(ContinuationRecord continuation, double timeSeconds, LeadSpread spread)
    {
        var position = (timeSeconds - continuation.OriginSeconds) / continuation.SpacingSeconds;
        var lead = (int)Math.Round(position);
        var exact = Math.Abs(position - lead) < SameInstant;
        var (low, high) = exact ? (lead, lead) : ((int)Math.Floor(position), (int)Math.Ceiling(position));
        if (low < 1 || high > continuation.Steps) return null;

        var mean = store.Load(Name(continuation.Id, low)).Fields;
        if (!exact) mean = Between(mean, store.Load(Name(continuation.Id, high)).Fields, position - low);
        var unit = UnitName(continuation.Id, high) is var own && store.Holds(own) ? own : ShapeName(continuation.Id);
        return (high, Companions.Predicted(mean, store.Load(unit).Fields, spread, high));
    }

    public void Delete(ContinuationRecord continuation)
    {
        store.Delete(ShapeName(continuation.Id));
        for (var lead = 1; lead <= continuation.Steps; lead++)
        {
            store.Delete(Name(continuation.Id, lead));
            store.Delete(UnitName(continuation.Id, lead));
        }
    }

    static FieldSet Between(FieldSet a, FieldSet b, double fraction) =>
        new(a.Zip(b, (left, right) => left.With([.. left.ToSingle().Zip(right.ToSingle(), (l, r) => (float)(l + fraction * (r - l)))])));

    static string Name(long continuation, int lead) => $"forecast-{continuation:D4}-{lead:D5}";

    static string UnitName(long continuation, int lead) => Name(continuation, lead) + "-unit";

    static string ShapeName(long continuation) => $"forecast-{continuation:D4}-shape";
}
