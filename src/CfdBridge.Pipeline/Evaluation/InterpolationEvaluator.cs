using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Lets every engine find the same snapshots of captured runs, with intervals from what it leaves out of the others itself.</summary>
/// <param name="engines">By name.</param>
public sealed class InterpolationEvaluator(IReadOnlyDictionary<string, IInterpolationEngine> engines, BridgeOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Runs all windows.</summary>
    /// <param name="library">Folder of captured runs.</param>
    /// <param name="windows">What is held back.</param>
    /// <param name="progress">Told the group, windows done of it, and how many it has.</param>
    /// <exception cref="CaseFormatException">A window does not fit the library.</exception>
    public async Task<InterpolationEvaluation> RunAsync(string library, InterpolationWindows windows, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(progress);
        var (shards, scores) = (ShardReader.Library(library), new List<InterpolationScore>());
        foreach (var group in windows.Groups)
        {
            for (var i = 0; i < group.Windows.Count; i++)
            {
                var forecast = new WindowGroup(group.Name, group.Snapshots, 0, [], 1, group.Known);
                var window = CapturedWindow.Read(shards, forecast, group.Windows[i], []);
                var tried = new List<Tried>();
                foreach (var name in engines.Keys.Order(StringComparer.Ordinal)) tried.Add(await TryAsync(group, window, name, cancellationToken));
                if (engines.Count > 1) tried.Add(await AutoAsync(group, window, tried, cancellationToken));
                scores.AddRange(tried.Select(one => one.Score));
                progress(group.Name, i + 1, group.Windows.Count);
            }
        }

        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(library))), options.Forecast.Seed, windows.Groups, scores);
    }

    // What auto takes by the trials that each engine has just had; where there are several parts, each may have another.
    async Task<Tried> AutoAsync(InterpolationGroup group, CapturedWindow window, IReadOnlyList<Tried> tried, CancellationToken cancellationToken)
    {
        var served = tried.Where(one => one.Expected.Count == 1).OrderBy(one => one.Expected[0]).FirstOrDefault();
        if (served is null || tried.Any(one => one.Expected.Count > 1)) return await TryAsync(group, window, InterpolationOptions.Auto, cancellationToken);
        return new(served.Score with { Engine = InterpolationOptions.Auto, Chosen = served.Score.Engine, Seconds = tried.Sum(one => one.Score.Seconds) }, served.Expected);
    }

    async Task<Tried> TryAsync(InterpolationGroup group, CapturedWindow window, string name, CancellationToken cancellationToken)
    {
        Tried Score(string chosen, string refusal, double seconds, IReadOnlyDictionary<string, FieldInterpolationScore> fields, IReadOnlyList<double> expected) =>
            new(new(group.Name, window.Run, window.Context.Last.TimeSeconds, name, chosen, refusal, seconds, fields), expected);
        try
        {
            var own = options with { Interpolation = options.Interpolation with { Engine = name }, Forecast = options.Forecast with { Parameters = window.Parameters } };
            var (mask, started, truth) = (group.Mask()!, time.GetTimestamp(), new WindowTruth(window.Context.Snapshots)); // looked at when it was loaded
            var known = new Trajectory([.. window.Context.Snapshots.Where((_, i) => mask[i])]);
            Snapshot[] held = [.. window.Context.Snapshots.Where((_, i) => !mask[i])];
            var parts = await new Interpolator(engines, own, time, logger).AtTimesAsync(known, [.. held.Select(snapshot => snapshot.TimeSeconds)], cancellationToken);
            var sums = truth.Scales.Select(_ => new double[4]).ToArray();
            foreach (var part in parts)
            {
                await foreach (var step in part.Steps.WithCancellation(cancellationToken))
                {
                    var actual = held.MinBy(snapshot => Math.Abs(snapshot.TimeSeconds - step.TimeSeconds))!; // some are held back
                    for (var f = 0; f < sums.Length; f++) Add(sums[f], step.Fields, actual, f, truth, held.Length);
                }
            }

            var fields = held[0].Fields.Select((field, f) => (field.Name, Score: new FieldInterpolationScore(sums[f][0], sums[f][1], sums[f][2], sums[f][3]))).ToDictionary(one => one.Name, one => one.Score);
            if (fields.Values.Any(field => !double.IsFinite(field.Fluctuation))) return Score("", "What it makes is not finite.", 0, new Dictionary<string, FieldInterpolationScore>(), []);
            var chosen = name == InterpolationOptions.Auto ? string.Join(", ", parts.Select(part => part.Engine).Distinct()) : "";
            return Score(chosen, "", time.GetElapsedTime(started).TotalSeconds / held.Length, fields, [.. parts.Select(part => part.Report.Engines[0].Score)]);
        }
        catch (EngineRefusedException refusal)
        {
            return Score("", refusal.Message, 0, new Dictionary<string, FieldInterpolationScore>(), []);
        }
    }

    static void Add(double[] sums, FieldSet step, Snapshot actual, int f, WindowTruth truth, int count)
    {
        var (field, mesh) = (actual.Fields[f], actual.Mesh);
        var (values, weights) = (field.ToSingle(), mesh.WeightsOf(field.Association));
        var (low, high) = (step[Companions.LowPlace(f)].ToSingle(), step[Companions.HighPlace(f)].ToSingle());
        var error = WeightedNorm.OfDifference(step[Companions.MeanPlace(f)], field, mesh);
        sums[0] += error / WeightedNorm.Of(field, mesh) / count;
        sums[1] += error / truth.Scales[f] / count;
        var (covered, width, total) = (0.0, 0.0, 0.0);
        for (var row = 0; row < weights.Length; row++)
        {
            foreach (var component in truth.Components[f])
            {
                var i = row * field.Components + component;
                total += weights[row];
                width += weights[row] * (high[i] - low[i]);
                if (values[i] >= low[i] && values[i] <= high[i]) covered += weights[row];
            }
        }

        // A field's fluctuation is that of all its components; one value's is its share of that.
        var typical = truth.Scales[f] / Math.Sqrt(weights.Sum() * truth.Components[f].Length);
        sums[2] += covered / total / count;
        sums[3] += width / total / typical / count;
    }

    // With the error to be expected of each part.
    sealed record Tried(InterpolationScore Score, IReadOnlyList<double> Expected);
}
