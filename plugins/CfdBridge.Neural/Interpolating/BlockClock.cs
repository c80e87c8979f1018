namespace CfdBridge.Neural;

/// <summary>
/// Whole blocks of snapshots at the spacing of the training runs over a stretch of time, and which of these snapshots can be
/// had from the observed steps: those at one, or between two of them that are no farther apart than a block is long.
/// </summary>
sealed class BlockClock
{
    const double Touching = 1e-3;  // of a spacing: digits that names of time directories cut off
    const double Fine = 1.5;       // spacings of the training runs; steps farther apart leave to the model what happens between

    readonly double[] times;       // observed
    readonly double spacing;
    readonly int block;

    /// <param name="observedTimes">Rising.</param>
    /// <param name="first">Earliest time that has to be covered.</param>
    /// <param name="last">Latest; a snapshot stands there.</param>
    /// <param name="spacing">Of the training runs, seconds.</param>
    /// <param name="block">Snapshots of a block.</param>
    public BlockClock(double[] observedTimes, double first, double last, double spacing, int block)
    {
        (times, this.spacing, this.block) = (observedTimes, spacing, block);
        Blocks = (int)Math.Ceiling(((last - first) / spacing + 1 - Touching) / block);
        Start = last - (Blocks * block - 1) * spacing;
        Islands = Island.Of(times, block * spacing * (1 + Touching));
        Available = [.. Enumerable.Range(0, Blocks * block).Select(snapshot => IslandAt(TimeOf(snapshot)) is not null)];
        Known = [.. Enumerable.Range(0, Blocks).Select(b => Enumerable.Range(b * block, block).All(snapshot => Available[snapshot]))];
        Coarse = [.. Enumerable.Range(0, Blocks).Select(b => Known[b] && Enumerable.Range(b * block, block).Any(snapshot => GapAt(TimeOf(snapshot)) > Fine * spacing))];
    }

    public int Blocks { get; }

    /// <summary>Time of the first snapshot.</summary>
    public double Start { get; }

    /// <summary>Observed steps without long gaps between them.</summary>
    public IReadOnlyList<Island> Islands { get; }

    /// <summary>Whether each snapshot can be had from the observed steps.</summary>
    public bool[] Available { get; }

    /// <summary>Whether all snapshots of each block can.</summary>
    public bool[] Known { get; }

    /// <summary>Whether the observed steps about a known block are so far apart that interpolation in time alone is not to be trusted.</summary>
    public bool[] Coarse { get; }

    public double TimeOf(int snapshot) => Start + snapshot * spacing;

    /// <summary>Where a time lies among the snapshots.</summary>
    public double PlaceOf(double time) => (time - Start) / spacing;

    /// <summary>The observed steps around a time; null in a gap.</summary>
    public Island? IslandAt(double time) => Islands.FirstOrDefault(island => time >= times[island.First] - Touching * spacing && time <= times[island.Last] + Touching * spacing);

    /// <summary>Interpolation in time at an island, steps of others left aside.</summary>
    public TimeStencil Stencil(Island island, double time)
    {
        var own = TimeStencil.Of(times[island.First..(island.Last + 1)], Math.Clamp(time, times[island.First], times[island.Last]), spacing);
        return own with { First = own.First + island.First };
    }

    // Seconds between the observed steps on either side of a time; 0 at one of them.
    double GapAt(double time)
    {
        if (times.Any(one => Math.Abs(one - time) <= Touching * spacing)) return 0;
        var after = Array.FindIndex(times, one => one > time);
        return after < 1 ? 0 : times[after] - times[after - 1];
    }
}

/// <summary>Consecutive observed steps.</summary>
/// <param name="First">Number of the first.</param>
/// <param name="Last">Number of the last.</param>
sealed record Island(int First, int Last)
{
    /// <summary>Steps with no more than so much time between neighbours.</summary>
    public static IReadOnlyList<Island> Of(double[] times, double longest)
    {
        var (islands, first) = (new List<Island>(), 0);
        for (var i = 1; i <= times.Length; i++)
        {
            if (i < times.Length && times[i] - times[i - 1] <= longest) continue;
            islands.Add(new(first, i - 1));
            first = i;
        }

        return islands;
    }
}
