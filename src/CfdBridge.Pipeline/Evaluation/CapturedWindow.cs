using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>One window of a captured run: what engines see, what they are told, and what truly came after.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Context">The snapshots up to the origin.</param>
/// <param name="Truth">The snapshots after it.</param>
/// <param name="Parameters">Known run parameters by name.</param>
/// <param name="Auxiliary">Folders of other runs of the same dynamics.</param>
sealed record CapturedWindow(string Run, Trajectory Context, IReadOnlyList<Snapshot> Truth, IReadOnlyDictionary<string, double> Parameters, IReadOnlyList<string> Auxiliary)
{
    const double SameInstant = 1e-3; // of a spacing: digits that names of time directories cut off

    public double OriginSeconds => Context.Last.TimeSeconds;

    /// <summary>The options for this window: what is told of it and no more, and no engine named.</summary>
    public ForecastOptions OwnOptions(ForecastOptions options) => options with
    {
        Engine = ForecastOptions.Auto, HorizonSteps = Truth.Count, WindowSteps = Context.Count, Parameters = Parameters, Auxiliary = Auxiliary,
    };

    /// <summary>Reads no more of the run than the window.</summary>
    /// <exception cref="CaseFormatException">There is no such run, it has no snapshot at the origin, or is too short around it.</exception>
    public static CapturedWindow Read(IReadOnlyList<ShardReader> library, WindowGroup group, RunOrigin window, IReadOnlyList<string> untold)
    {
        CaseFormatException Wrong(string fact, string fix) => new($"{group.Name}, run {window.Run}", fact, fix);
        var run = library.FirstOrDefault(shard => shard.Description.Name == window.Run)
            ?? throw Wrong("the library has no such run", NearMatch.Hint(window.Run, library.Select(shard => shard.Description.Name)));
        var times = run.Description.TimesSeconds;
        var spacing = Spacing.Median([.. times]);
        var origin = Enumerable.Range(0, times.Count).MinBy(i => Math.Abs(times[i] - window.OriginSeconds));
        if (!(Math.Abs(times[origin] - window.OriginSeconds) <= SameInstant * spacing))
            throw Wrong($"no snapshot stands at time {window.OriginSeconds:G8}", $"The nearest is at {times[origin]:G8}.");
        var (first, last) = (origin - (group.ContextSnapshots - 1) * group.Stride, origin + group.HorizonSnapshots * group.Stride);
        if (first < 0) throw Wrong($"{origin / group.Stride + 1} snapshots stand up to time {window.OriginSeconds:G8}, the context is {group.ContextSnapshots}", "Choose a later origin or a shorter context.");
        if (last >= times.Count) throw Wrong($"{(times.Count - 1 - origin) / group.Stride} snapshots stand after time {window.OriginSeconds:G8}, the horizon is {group.HorizonSnapshots}", "Choose an earlier origin or a shorter horizon.");

        var snapshots = run.Snapshots(first, last - first + 1, group.Stride);
        return new(window.Run, new([.. snapshots.Take(group.ContextSnapshots)]), [.. snapshots.Skip(group.ContextSnapshots)], Told(run, group, untold, Wrong), Beside(library, group, window.Run, Wrong));
    }

    static Dictionary<string, double> Told(ShardReader run, WindowGroup group, IReadOnlyList<string> untold, Func<string, string, CaseFormatException> wrong)
    {
        var captured = run.Description.Parameters;
        var names = group.Known ?? [.. captured.Keys];
        var missing = names.FirstOrDefault(name => !captured.ContainsKey(name));
        return missing is null
            ? names.Except(untold).ToDictionary(name => name, name => captured[name])
            : throw wrong($"the run was captured without {missing}", NearMatch.Hint(missing, captured.Keys));
    }

    static IReadOnlyList<string> Beside(IReadOnlyList<ShardReader> library, WindowGroup group, string run, Func<string, string, CaseFormatException> wrong)
    {
        if (group.Auxiliary is null || !group.Auxiliary.TryGetValue(run, out var names)) return [];
        if (names.Contains(run)) throw wrong("it is auxiliary to itself, so what comes after the window would be shown", "Name other runs.");
        var missing = names.FirstOrDefault(name => library.All(shard => shard.Description.Name != name));
        return missing is null
            ? [.. names.Select(name => library.First(shard => shard.Description.Name == name).Folder)]
            : throw wrong($"the library has no auxiliary run {missing}", NearMatch.Hint(missing, library.Select(shard => shard.Description.Name)));
    }
}
