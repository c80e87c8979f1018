using System.Runtime.CompilerServices;
using CfdBridge.Data;
using static System.FormattableString;

namespace CfdBridge.Baselines;

/// <summary>
/// Finds the stretch of the stored runs that is most like what was seen last, and follows it [analogues: Lorenz, J. Atmos.
/// Sci. 26, 1969], its clock set to that of the observed run: by the periods of the stored runs where the run's parameter
/// is known, else by what fits best.
/// </summary>
sealed class AnalogEngine(AnalogOptions options) : IContinuationEngine
{
    const int Samples = 512;                   // cells that are compared
    const double StillBelow = 1e-6;            // fluctuation of a field that does not move, of its size
    static readonly double[] Paces = [.. Enumerable.Range(-6, 13).Select(i => Math.Pow(1.03, i))]; // 0.84 to 1.19

    readonly Dictionary<string, StoredRun[]> stored = [];
    readonly Lock gate = new();

    public Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Steps, 1);
        return Task.Run(() => Continue(request, cancellationToken), cancellationToken);
    }

    Continuation Continue(ContinuationRequest request, CancellationToken cancellationToken)
    {
        var observed = request.Observed;
        if (observed.Last.Fields.FirstOrDefault(field => field.Association != FieldAssociation.Cell) is { } other)
            throw new EngineRefusedException($"{other.Name}: it stands on points, and stored runs are compared by cells. Leave it out (--fields).");
        var cells = SampledCells(observed.Mesh.CellCount);
        var runs = Stored(observed, cells, cancellationToken);
        var best = Best(request, runs, cells, cancellationToken)
            ?? throw new EngineRefusedException($"{options.Library}: none of its runs has the fields of this one and goes on for {request.Steps} steps after a stretch of {Math.Min(options.ComparedStates, observed.Count)}. Capture longer runs, or ask for fewer steps.");
        var run = best.Run;
        string[] notes =
        [
            Invariant($"Follows {run.Shard.Description.Name} from t = {run.Shard.Description.TimesSeconds[0] + best.Place * run.SpacingSeconds:G5} s, its clock at {best.Pace:F3} of this run's; the states before differ by {best.Mismatch:P0} of their fluctuation."),
            .. run.Rows is null ? Array.Empty<string>() : ["That run has another mesh: values are those of its nearest cells."],
        ];
        return new(notes, StepsAsync(best, observed, request.Steps, CancellationToken.None));
    }

    static async IAsyncEnumerable<PredictedStep> StepsAsync(Analog analog, Trajectory observed, int steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var step = 1; step <= steps; step++)
        {
            var place = analog.Place + step * analog.Pace * observed.SpacingSeconds / analog.Run.SpacingSeconds;
            var fields = await Task.Run(() => new FieldSet(observed.Last.Fields.Select(field => analog.Run.At(place, field))), cancellationToken);
            yield return new(observed.Last.TimeSeconds + step * observed.SpacingSeconds, [fields]);
        }
    }

    Analog? Best(ContinuationRequest request, StoredRun[] runs, int[] cells, CancellationToken cancellationToken)
    {
        var observed = request.Observed;
        Snapshot[] last = [.. observed.Snapshots.TakeLast(options.ComparedStates)];
        var weights = observed.Last.Fields.Select((field, f) => Roots(observed.Mesh, cells, last, f)).ToArray();
        var states = last.Select(snapshot => snapshot.Fields.Select((field, f) => Weighted(field, cells, weights[f])).ToArray()).ToArray();
        var search = new AnalogSearch(states, weights, observed.SpacingSeconds, request.Steps * observed.SpacingSeconds);
        var clock = new RunClock(runs);
        var found = new Analog?[runs.Length];
        Parallel.For(0, runs.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var paces = clock.PaceOf(runs[i], request.Parameters) is { } known ? [known] : Paces;
            found[i] = paces.Select(pace => search.In(runs[i], pace)).OfType<Analog>().MinBy(analog => analog.Mismatch);
        });
        return found.OfType<Analog>().MinBy(analog => analog.Mismatch);
    }

    // Read once for each mesh and set of fields, and kept.
    StoredRun[] Stored(Trajectory observed, int[] cells, CancellationToken cancellationToken)
    {
        var key = string.Join(' ', [observed.Mesh.Id, .. observed.Last.Fields.Select(field => field.Name)]);
        lock (gate)
        {
            if (!stored.TryGetValue(key, out var runs))
            {
                var shards = File.Exists(Path.Combine(options.Library, LibrarySplit.FileName)) ? LibrarySplit.Of(options.Library).Training : ShardReader.Library(options.Library);
                stored[key] = runs = [.. shards.Select(shard =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return StoredRun.Of(shard, observed.Mesh, observed.Last.Fields, cells);
                }).OfType<StoredRun>()];
            }

            return runs;
        }
    }

    // Evenly spread over their numbers, which solvers give to neighbours in turn.
    static int[] SampledCells(int count) => [.. Enumerable.Range(0, Math.Min(Samples, count)).Select(i => (int)((i + 0.5) * count / Math.Min(Samples, count)))];

    // Roots of volume shares over the field's fluctuation in these states: the sum of squares is then in units of that.
    static float[] Roots(Mesh mesh, int[] cells, Snapshot[] states, int field)
    {
        var (width, volume) = (states[0].Fields[field].Components, cells.Sum(cell => mesh.CellVolumes[cell]));
        double[] shares = [.. cells.Select(cell => volume > 0 ? mesh.CellVolumes[cell] / volume : 1.0 / cells.Length)];
        var (variance, square) = (0.0, 0.0);
        for (var i = 0; i < cells.Length * width; i++)
        {
            var (sample, component) = Math.DivRem(i, width);
            double[] series = [.. states.Select(state => (double)state.Fields[field].ToSingle()[cells[sample] * width + component])];
            var mean = series.Average();
            variance += shares[sample] * series.Average(value => (value - mean) * (value - mean));
            square += shares[sample] * mean * mean;
        }

        var still = variance <= StillBelow * StillBelow * (variance + square);
        return [.. Enumerable.Range(0, cells.Length * width).Select(i => still ? 0f : (float)Math.Sqrt(shares[i / width] / variance / states[0].Fields.Count))];
    }

    static float[] Weighted(Field field, int[] cells, float[] roots)
    {
        var values = field.ToSingle();
        return [.. roots.Select((root, i) => root * values[cells[i / field.Components] * field.Components + i % field.Components])];
    }
}
