using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>
/// Sorts wanted times by what it takes to find them, and leaves out observed steps in the same way: single ones and pairs for
/// times between neighbours, stretches as long as the longest gap for times in gaps, the first ones for times before all steps.
/// Where gaps as wide as those asked for cannot be made, two other widths tell how errors go with the width.
/// </summary>
sealed class TimeStages
{
    const double Gap = 1.5;          // spacings; more is a gap in which steps are missing
    const double SameInstant = 1e-3; // of a spacing
    const int MostLeftOut = 64;      // single steps
    const int MostStretches = 3;
    const int Around = 4;            // steps that stay on either side of a stretch, where there are enough

    readonly Trajectory observed;
    readonly double[] times;
    readonly double spacing;
    readonly double[] scales;
    readonly List<(int Start, int Count)> islands; // of steps without a gap

    public TimeStages(Trajectory observed)
    {
        (this.observed, times) = (observed, [.. observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)]);
        spacing = Spacing.Median(times);
        scales = [.. observed.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale(observed.Snapshots, f))];
        islands = [.. Islands()];
    }

    /// <summary>Number of the observed step at a time, or null.</summary>
    public int? StepAt(double time)
    {
        var nearest = Nearest(time);
        return Math.Abs(times[nearest] - time) <= SameInstant * spacing ? nearest : null;
    }

    /// <summary>The stages of those times at which no step stands.</summary>
    /// <exception cref="EngineRefusedException">A time lies after the last step, or nothing is left to leave out.</exception>
    public IReadOnlyList<TimeStage> Of(IEnumerable<double> wanted)
    {
        if (observed.Count < 3) throw new EngineRefusedException($"{observed.Count} steps are too few: one has to be left out and found again from two at least.");
        double[] open = [.. wanted.Where(time => StepAt(time) is null)];
        var late = open.FirstOrDefault(time => time > times[^1], double.NaN);
        if (double.IsFinite(late)) throw new EngineRefusedException(Invariant($"Time {late:G8} lies after the last step, {times[^1]:G8}. Use cfdbridge continue."));
        var stages = new List<TimeStage>();
        foreach (var alike in open.GroupBy(time => time < times[0] ? 2 : Missing(time) > 0 ? 1 : 0).OrderBy(group => group.Key))
        {
            (double, int)[] own = [.. alike.Order().Select(time => (time, Distance(times, time)))];
            stages.Add(alike.Key switch
            {
                0 => new("between neighbouring steps", own, "single steps and pairs", [.. Few().Select(Held)], 1),
                1 => InGaps(own, alike.Max(Missing)),
                _ => Before(own, own.Max(one => one.Item2)),
            });
        }

        return stages;
    }

    TimeStage InGaps((double, int)[] wanted, int missing)
    {
        int[][] stretches = [.. Stretches(missing)];
        if (stretches[0].Length < missing) stretches = [.. stretches, .. stretches.Where(stretch => stretch.Length > 3).Select(stretch => stretch[(stretch.Length / 4)..^(stretch.Length / 4)])];
        return new("in gaps", wanted, Invariant($"{stretches.Length} times up to {stretches.Max(s => s.Length)} steps in a row"), [.. stretches.Select(Held)], missing + 1);
    }

    TimeStage Before((double, int)[] wanted, int steps)
    {
        var count = Math.Min(steps, Math.Max(1, observed.Count - 2 * Around));
        return new("before the first step", wanted, Invariant($"the first {count} steps"), [Held([.. Enumerable.Range(0, count)])], steps + 1);
    }

    Trial Held(int[] hidden)
    {
        var gone = hidden.ToHashSet();
        var kept = new Trajectory([.. observed.Snapshots.Where((_, i) => !gone.Contains(i))]);
        double[] left = [.. kept.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
        return new(kept, new AtTimes([.. hidden.Select(i => times[i])]), [.. hidden.Select(i => new TrialTruth(Distance(left, times[i]), [.. observed.Snapshots[i].Fields.Select((field, f) =>
            new FieldTruth(f, field.Name, field.Components, null, field.ToSingle(), observed.Mesh.WeightsOf(field.Association), scales[f]))]))], Across(gone, hidden[0]));
    }

    // Steps of the run from one kept to the next across some that are held back; before the first step as if one stood there.
    int Across(HashSet<int> gone, int hidden)
    {
        var (before, after) = (hidden - 1, hidden + 1);
        while (gone.Contains(after)) after++;
        return before < 0 ? after + 1 : Math.Max(1, (int)Math.Round((times[after] - times[before]) / spacing));
    }

    // One of four steps, and two of six, of the newest where there are many; the others lie as densely as before.
    IEnumerable<int[]> Few()
    {
        foreach (var (hidden, of) in new[] { (1, 4), (2, 6) })
        {
            int[] inner = [.. islands.SelectMany(island => Enumerable.Range(0, Math.Max(0, (island.Count - hidden - 1) / of)).SelectMany(i => Enumerable.Range(island.Start + 2 + of * i, hidden)))];
            if (inner.Length > 0) yield return [.. inner.TakeLast(MostLeftOut)];
            else if (hidden == 1) yield return [observed.Count / 2];
        }
    }

    // Where no stretch of steps is long enough: whole islands between two gaps, or the most of the longest ones that leaves some on either side.
    IEnumerable<int[]> Stretches(int length)
    {
        var places = islands.Where(island => island.Count >= length + 2 * Around).SelectMany(island =>
            Enumerable.Range(0, MostStretches).Select(i => island.Start + Around + i * (island.Count - length - 2 * Around) / Math.Max(1, MostStretches - 1))).Distinct().ToArray();
        if (places.Length > 0) return Spread(places).Select(start => Enumerable.Range(start, length).ToArray());
        var between = islands.Skip(1).SkipLast(1).ToArray();
        if (between.Length > 0) return Spread(between).Select(island => Enumerable.Range(island.Start, island.Count).ToArray());
        var longest = islands.MaxBy(island => island.Count);
        var side = longest.Count > 2 * Around ? Around : Math.Max(1, (longest.Count - 1) / 3);
        if (longest.Count <= 2 * side) return [[observed.Count / 2]];
        // Every island that is about as long, all by the same width: one alone would leave the choice to chance.
        var alike = islands.Where(island => 4 * (island.Count - 2 * side) >= 3 * (longest.Count - 2 * side)).ToArray();
        var inner = alike.Min(island => island.Count) - 2 * side;
        return Spread(alike).Select(island => Enumerable.Range(island.Start + (island.Count - inner) / 2, inner).ToArray());
    }

    static IEnumerable<TItem> Spread<TItem>(TItem[] items) => items.Length <= MostStretches ? items : Enumerable.Range(0, MostStretches).Select(i => items[i * (items.Length - 1) / (MostStretches - 1)]);

    IEnumerable<(int Start, int Count)> Islands()
    {
        var start = 0;
        for (var i = 1; i <= times.Length; i++)
        {
            if (i < times.Length && times[i] - times[i - 1] <= Gap * spacing) continue;
            yield return (start, i - start);
            start = i;
        }
    }

    // Steps missing around a time between the first and the last.
    int Missing(double time)
    {
        var after = ~Array.BinarySearch(times, time);
        return times[after] - times[after - 1] <= Gap * spacing ? 0 : (int)Math.Round((times[after] - times[after - 1]) / spacing) - 1;
    }

    int Nearest(double time) => Enumerable.Range(0, times.Length).MinBy(i => Math.Abs(times[i] - time));

    int Distance(double[] known, double time) => Math.Max(1, (int)Math.Ceiling(known.Min(one => Math.Abs(one - time)) / spacing - SameInstant));
}
