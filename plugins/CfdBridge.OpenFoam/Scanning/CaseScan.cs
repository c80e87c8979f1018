namespace CfdBridge.OpenFoam;

/// <summary>What stands on disk, all layouts together.</summary>
sealed class CaseScan(CaseFolder folder, string? askedRegion, OpenFoamOptions options)
{
    readonly Dictionary<string, LayoutScan> scans = [];
    readonly PurgeSetting purge = new(folder);
    IReadOnlyList<TimeDirectory> all = [];
    Dictionary<string, TimeDirectory> chosen = [];
    string? region;
    bool showedProof;

    /// <summary>Folder of the region below time directories; empty for the only mesh, and before the first look.</summary>
    public string Region => region ?? "";

    /// <summary>Looks at the case.</summary>
    /// <exception cref="CaseFormatException">It is no longer a case, or it is not clear which region is meant.</exception>
    public SourceScan Look(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder.Root)) throw new CaseFormatException(folder.Root, "the case directory does not exist", "Was it moved or deleted? Name the case again.");
        var decomposed = Layout.DecomposedOf(folder);
        Layout[] layouts = [Layout.SerialOf(folder), .. decomposed];
        region ??= Regions.Choose(folder, layouts, askedRegion);
        foreach (var gone in scans.Keys.Except(layouts.Select(l => l.Key)).ToArray()) scans.Remove(gone);
        var seen = new List<TimeDirectory>();
        foreach (var layout in layouts)
        {
            if (!scans.TryGetValue(layout.Key, out var scan)) scans[layout.Key] = scan = new(folder, layout, region, options);
            seen.AddRange(scan.Look(cancellationToken));
        }

        showedProof |= seen.Any(d => d.ShowedProof);
        all = seen;
        var best = OneForEachTime(seen.Where(d => d.HasFields && !(options.SkipZeroTime && d.TimeSeconds == 0)));
        chosen = best.ToDictionary(d => d.Name);
        return new(
            [.. best.Select(d => new StepCandidate(d.Name, d.TimeSeconds, StateOf(d), d.Fingerprint))],
            [folder.Root, .. decomposed.Select(l => l.Folders[0].Path)],
            purge.Look(cancellationToken));
    }

    /// <summary>The directory that a step of the last look came from.</summary>
    public TimeDirectory? Find(string name) => chosen.GetValueOrDefault(name);

    /// <summary>Directories of the same layout up to this one's time, latest first: where its mesh may stand.</summary>
    public IEnumerable<TimeDirectory> UpTo(TimeDirectory step) => all
        .Where(d => (d.HasPoints || d.HasFaces) && d.TimeSeconds <= step.TimeSeconds && d.Layout.Key == step.Layout.Key)
        .OrderByDescending(d => d.TimeSeconds);

    StepState StateOf(TimeDirectory directory) => directory switch
    {
        { IsProven: true } => StepState.Complete,
        { IsSetUp: true } => StepState.Unproven,
        _ => showedProof ? StepState.Unfinished : StepState.Unproven,
    };

    // The same time may stand in several layouts (decomposed, and reconstructed) and under several names (0.1, 0.10).
    // A proven directory wins; then one that all ranks have; then the solver's own, decomposed one; then the newest.
    static List<TimeDirectory> OneForEachTime(IEnumerable<TimeDirectory> directories)
    {
        var best = new List<TimeDirectory>();
        foreach (var directory in directories.GroupBy(d => d.Name).Select(same => same.MaxBy(Rank)!).OrderBy(d => d.TimeSeconds)) // groups are not empty
        {
            if (best.Count == 0 || !TimeName.AreSame(best[^1].TimeSeconds, directory.TimeSeconds)) best.Add(directory);
            else if (Rank(directory).CompareTo(Rank(best[^1])) > 0) best[^1] = directory;
        }

        return best;
    }

    static (bool, bool, bool, long) Rank(TimeDirectory d) => (d.IsProven, d.IsEverywhere, d.Layout.IsDecomposed, d.NewestTicks);
}
