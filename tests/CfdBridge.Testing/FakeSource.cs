using System.Globalization;

namespace CfdBridge.Testing;

/// <summary>A solver's output in memory.</summary>
public sealed class FakeSource : ISnapshotSource
{
    readonly SortedDictionary<double, (StepCandidate Step, Func<Snapshot> Read)> steps = [];

    public Mesh Mesh { get; init; } = Some.Mesh(4);

    public bool Purges { get; set; }

    /// <summary>How often each step was read.</summary>
    public Dictionary<string, int> Reads { get; } = [];

    public void Put(double time, StepState state = StepState.Complete, string fingerprint = "1", double value = 0) =>
        Put(time, state, fingerprint, () => Some.Snapshot(time, Mesh, Some.Scalar("p", Mesh.CellCount, cell => value + cell + Math.Sin(time))));

    public void Put(double time, StepState state, string fingerprint, Func<Snapshot> read)
    {
        lock (steps) steps[time] = (new(time.ToString(CultureInfo.InvariantCulture), time, state, fingerprint), read);
    }

    public void Remove(double time)
    {
        lock (steps) steps.Remove(time);
    }

    public SourceScan Scan(CancellationToken cancellationToken)
    {
        lock (steps) return new([.. steps.Values.Select(s => s.Step)], [], Purges);
    }

    public Task<Snapshot> ReadAsync(StepCandidate step, CancellationToken cancellationToken)
    {
        lock (steps)
        {
            Reads[step.Name] = Reads.GetValueOrDefault(step.Name) + 1;
            return steps.TryGetValue(step.TimeSeconds, out var found) ? Task.FromResult(found.Read()) : throw new CaseFormatException(step.Name, "it is gone", "Nothing to do.");
        }
    }
}
