using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>Stretches of captured runs that engines are judged on: a JSON file of named groups.</summary>
public sealed record ForecastWindows(IReadOnlyList<WindowGroup> Groups)
{
    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static ForecastWindows Load(string path)
    {
        var windows = DescriptionFile.Load<ForecastWindows>(path, "Its form: cfdbridge schema windows.");
        CaseFormatException Wrong(string fact, string fix) => new(path, fact, fix);
        if (windows.Groups.Count == 0) throw Wrong("it has no group", "Give it at least one.");
        if (windows.Groups.GroupBy(group => group.Name).FirstOrDefault(same => same.Count() > 1) is { } twice) throw Wrong($"two groups are called {twice.Key}", "Give each a name of its own.");
        foreach (var group in windows.Groups)
        {
            if (group.ContextSnapshots < 2) throw Wrong($"the context of {group.Name} is {group.ContextSnapshots} snapshots", "Give at least 2.");
            if (group.HorizonSnapshots < 1) throw Wrong($"the horizon of {group.Name} is {group.HorizonSnapshots} snapshots", "Give at least 1.");
            if (group.Stride < 1) throw Wrong($"the stride of {group.Name} is {group.Stride}", "Give 1 for every snapshot, 2 for every other.");
            if (group.Windows.Count == 0) throw Wrong($"{group.Name} has no window", "Name a run and an origin.");
            if (group.Windows.Distinct().Count() < group.Windows.Count) throw Wrong($"a window of {group.Name} stands twice", "Leave one out.");
            if (group.Auxiliary?.Keys.Except(group.Windows.Select(window => window.Run)).FirstOrDefault() is { } idle) throw Wrong($"{group.Name} has auxiliary runs for {idle} and no window of it", "Name a run of the group.");
        }

        return windows;
    }
}

/// <summary>Windows that are judged together.</summary>
/// <param name="Name">Such as <c>growing-0.75P</c>.</param>
/// <param name="ContextSnapshots">Snapshots that engines see, the one at the origin included.</param>
/// <param name="HorizonSnapshots">Snapshots after the origin that they predict.</param>
/// <param name="Windows">Runs and origins.</param>
/// <param name="Stride">Snapshots of the run to one of the window: 2 makes it a run that was written half as often.</param>
/// <param name="Known">Run parameters that engines are told; null for all that were captured with the run.</param>
/// <param name="Auxiliary">By run: other runs of the library, of the same dynamics, that engines may learn from in context.</param>
public sealed record WindowGroup(
    string Name, int ContextSnapshots, int HorizonSnapshots, IReadOnlyList<RunOrigin> Windows, int Stride = 1, IReadOnlyList<string>? Known = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Auxiliary = null);

/// <summary>A captured run, and the time of the last snapshot that engines see of it.</summary>
/// <param name="Run">Its name in the library.</param>
/// <param name="OriginSeconds">Physical time, seconds.</param>
public sealed record RunOrigin(string Run, double OriginSeconds);
