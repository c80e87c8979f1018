namespace CfdBridge.OpenFoam;

/// <summary>The time directories of one layout. Remembers what has settled, so that a look at thousands costs little.</summary>
sealed class LayoutScan(CaseFolder folder, Layout layout, string region, OpenFoamOptions options)
{
    readonly Dictionary<string, TimeDirectory> known = [];
    int scans;
    int numbered;

    /// <summary>
    /// Looks at what is on disk: at new and unsettled directories and the newest ones always, at the others by turns, so
    /// that a step written anew in place is found within one round of scans.
    /// </summary>
    public IReadOnlyCollection<TimeDirectory> Look(CancellationToken cancellationToken)
    {
        var turn = scans++ % options.ScansPerRound;
        var present = NamesOnDisk();
        foreach (var gone in known.Keys.Where(name => !present.ContainsKey(name)).ToArray()) known.Remove(gone);
        var newest = known.Values.OrderByDescending(d => d.TimeSeconds).Take(options.NewestWatched).ToHashSet();
        foreach (var directory in known.Values)
        {
            if (!directory.IsSettled || directory.Number % options.ScansPerRound == turn || newest.Contains(directory)) directory.Look(cancellationToken);
        }

        foreach (var (name, value) in present)
        {
            if (known.ContainsKey(name)) continue;
            known[name] = new(folder, layout, region, name, value, numbered++);
            known[name].Look(cancellationToken);
        }

        return known.Values;
    }

    Dictionary<string, double> NamesOnDisk()
    {
        var names = new Dictionary<string, double>();
        try
        {
            foreach (var path in Directory.EnumerateDirectories(layout.Folders[0].Path))
            {
                var name = Path.GetFileName(path);
                if (TimeName.TryParse(name, out var value)) names[name] = value;
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            names.Clear(); // the rank folder is being deleted
        }

        return names;
    }
}
