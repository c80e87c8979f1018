using System.Globalization;
using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>Stretches of captured runs of which snapshots are held back, for engines that interpolate: a JSON file of named groups.</summary>
public sealed record InterpolationWindows(IReadOnlyList<InterpolationGroup> Groups)
{
    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static InterpolationWindows Load(string path)
    {
        var windows = DescriptionFile.Load<InterpolationWindows>(path, "Its form: cfdbridge schema gaps.");
        CaseFormatException Wrong(string fact, string fix) => new(path, fact, fix);
        if (windows.Groups.Count == 0) throw Wrong("it has no group", "Give it at least one.");
        if (windows.Groups.GroupBy(group => group.Name).FirstOrDefault(same => same.Count() > 1) is { } twice) throw Wrong($"two groups are called {twice.Key}", "Give each a name of its own.");
        foreach (var group in windows.Groups)
        {
            if (group.Windows.Count == 0) throw Wrong($"{group.Name} has no window", "Name a run and a time.");
            if (group.Mask() is not { } known) throw Wrong($"the pattern of {group.Name} is \"{group.Pattern}\"", "Write counts with + for known and - for held back, such as \"16+ 32- 16+\"; it is repeated until the snapshots end.");
            if (known.Count(one => one) < 3 || known.All(one => one)) throw Wrong($"{group.Name} has {known.Count(one => one)} known snapshots of {known.Length}", "Give at least 3, and hold one back.");
        }

        return windows;
    }
}

/// <summary>Windows that are judged together.</summary>
/// <param name="Name">Such as <c>growing, every fourth</c>.</param>
/// <param name="Snapshots">Of a window.</param>
/// <param name="Pattern">Which are known: counts with + or -, repeated until the snapshots end.</param>
/// <param name="Windows">Runs, and the time of the window's last snapshot.</param>
/// <param name="Known">Run parameters that engines are told; null for all that were captured with the run.</param>
public sealed record InterpolationGroup(string Name, int Snapshots, string Pattern, IReadOnlyList<RunOrigin> Windows, IReadOnlyList<string>? Known = null)
{
    /// <summary>Which snapshots are known; null where the pattern is none.</summary>
    public bool[]? Mask()
    {
        var parts = Pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || Snapshots < 1) return null;
        var mask = new List<bool>();
        for (var i = 0; mask.Count < Snapshots; i++)
        {
            var part = parts[i % parts.Length];
            if (part[^1] is not ('+' or '-') || !int.TryParse(part[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1) return null;
            mask.AddRange(Enumerable.Repeat(part[^1] == '+', count));
        }

        return [.. mask.Take(Snapshots)];
    }
}
