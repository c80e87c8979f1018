using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>Continues captured runs far past their ends, and follows amplitude and frequency of the oscillation piece by piece.</summary>
/// <param name="engines">By name.</param>
public sealed class RolloutEvaluator(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options)
{
    const int Piece = 200;  // steps, some six periods
    const int Settled = 200; // last snapshots of a run that its continuation is held against

    /// <summary>Runs all windows; their horizons do not count.</summary>
    /// <param name="steps">Of every continuation.</param>
    /// <param name="progress">Told the group, windows done of it, and how many it has.</param>
    /// <exception cref="CaseFormatException">A window does not fit the library, or its run does not oscillate.</exception>
    public async Task<IReadOnlyList<RolloutScore>> RunAsync(string library, ForecastWindows windows, int steps, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(progress);
        var (shards, scores) = (ShardReader.Library(library), new List<RolloutScore>());
        foreach (var group in windows.Groups)
        {
            for (var i = 0; i < group.Windows.Count; i++)
            {
                var window = CapturedWindow.Read(shards, group with { HorizonSnapshots = 0 }, group.Windows[i], []);
                var run = shards.First(shard => shard.Description.Name == window.Run); // the window was read from it
                var (end, count) = (run.Count, Math.Min(run.Count, Settled * group.Stride));
                var last = run.Snapshots(end - count, count, group.Stride);
                var probe = new WindowTruth(last).Probe ?? throw new CaseFormatException(window.Run, "its last snapshots do not oscillate", "Name a run that does.");
                foreach (var (name, engine) in engines.OrderBy(e => e.Key, StringComparer.Ordinal)) scores.Add(await FollowAsync(group.Name, window, name, engine, probe, steps, cancellationToken));
                progress(group.Name, i + 1, group.Windows.Count);
            }
        }

        return scores;
    }

    async Task<RolloutScore> FollowAsync(string group, CapturedWindow window, string name, IContinuationEngine engine, Probe probe, int steps, CancellationToken cancellationToken)
    {
        try
        {
            var own = window.OwnOptions(options);
            var (values, amplitudes, frequencies) = (new List<double>(), new List<double>(), new List<double?>());
            await foreach (var step in (await engine.ContinueAsync(own.Request(window.Context, steps), cancellationToken)).Steps.WithCancellation(cancellationToken))
            {
                values.Add(step.Members.Average(probe.At));
                if (values.Count % Piece != 0) continue;
                var piece = values.TakeLast(Piece).ToArray();
                var mean = piece.Average();
                amplitudes.Add(Math.Sqrt(piece.Average(value => (value - mean) * (value - mean))) / probe.Deviation);
                frequencies.Add(probe.Ratio(piece));
            }

            return new(group, window.Run, name, "", amplitudes, frequencies);
        }
        catch (EngineRefusedException refusal)
        {
            return new(group, window.Run, name, refusal.Message, [], []);
        }
    }
}

/// <summary>What became of a long continuation, in pieces of 200 steps, at the cell where the cross-stream velocity varies most.</summary>
/// <param name="Group">Name of the window's group.</param>
/// <param name="Run">The captured run.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Refusal">Why it could not serve; empty if it did.</param>
/// <param name="Amplitudes">Standard deviation of the mean of the members over that of the run's last snapshots.</param>
/// <param name="Frequencies">Dominant frequency over theirs; null where it does not oscillate.</param>
public sealed record RolloutScore(string Group, string Run, string Engine, string Refusal, IReadOnlyList<double> Amplitudes, IReadOnlyList<double?> Frequencies);
