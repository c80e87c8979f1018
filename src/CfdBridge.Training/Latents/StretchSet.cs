using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// T frames · L sites · D latent numbers
/// <summary>Stretches of runs, all as long, beginning at any snapshot.</summary>
sealed class StretchSet
{
    const int Apart = 1;             // frame between two stretches of a run, so that neither can be read off the other's end
    const double ContextFirst = 0.5; // share of stretches that begin with the context whose mean is taken off, where there is one

    readonly int frames;
    readonly double frameSeconds;
    readonly List<Phase> phases = [];

    /// <param name="frames">T.</param>
    /// <param name="frameSeconds">Usual time between frames, seconds.</param>
    /// <param name="runs">In latents as the codec gives them; those shorter than a stretch are left out.</param>
    public StretchSet(LatentScaling scaling, int frames, double frameSeconds, IEnumerable<LatentRun> runs)
    {
        (this.frames, this.frameSeconds) = (frames, frameSeconds);
        using var scope = NewDisposeScope();
        foreach (var run in runs)
        {
            Phase[] own = [.. run.Frames.Zip(run.TimesSeconds)
                .Where(pair => pair.First.shape[0] >= frames)
                .Select(pair => (Scaled: scaling.Scaled(pair.First).DetachFromDisposeScope(), pair.Second))
                .Select(pair => new Phase(run, pair.Scaled, pair.Second, DevelopedState.FirstFrame(pair.Scaled, frames)))];
            phases.AddRange(own);
        }
    }

    /// <summary>Runs that are long enough.</summary>
    public int Runs => phases.Select(phase => phase.Run.Name).Distinct().Count();

    /// <summary>Different stretches of all runs.</summary>
    public int Stretches => phases.Sum(phase => phase.Frames - frames + 1);

    /// <summary>Any stretch, all runs alike.</summary>
    /// <param name="transient">Share of those that begin before a run has settled: captured runs are mostly long after.</param>
    public LatentStretch Draw(Random random, double transient)
    {
        var phase = phases[random.Next(phases.Count)];
        if (phase.Run.FromContext && random.NextDouble() < ContextFirst) return At(phase, 0);
        var places = phase.Frames - frames + 1;
        return At(phase, random.Next(phase.Developed is > 0 and { } settled && random.NextDouble() < transient ? Math.Min(settled, places) : places));
    }

    /// <summary>The longest that can be drawn beside a stretch, frames; 0 where nothing can.</summary>
    public int LongestBeside => phases.Max(phase => Math.Max(0, Math.Max(RoomBeside(phase), Others(phase).Select(other => other.Frames).DefaultIfEmpty().Max())));

    /// <summary>
    /// Any stretch and, of the same dynamics, something else: of another run with the same parameters where there is one,
    /// otherwise of the same run, earlier or later, with no snapshot in both.
    /// </summary>
    /// <param name="beside">Frames of the other, at most <see cref="LongestBeside"/>.</param>
    /// <param name="alike">First frames of the stretch that the other begins most like; 0 for any other.</param>
    /// <returns>The stretch, and the other's scaled latents [beside, L, D].</returns>
    public (LatentStretch Stretch, Tensor Other) DrawWithOther(int beside, int alike, Random random)
    {
        bool Serves(Phase other) => other.Frames >= beside;
        Phase[] able = [.. phases.Where(phase => RoomBeside(phase) >= beside || Others(phase).Any(Serves))];
        var phase = able[random.Next(able.Length)];
        Phase[] others = [.. Others(phase).Where(Serves)];
        var other = others.Length > 0 ? others[random.Next(others.Length)] : phase;
        int[] places = [.. Enumerable.Range(0, phase.Frames - frames + 1).Where(start => Beside(start).Any())];
        var place = places[random.Next(places.Length)];
        int[] free = [.. Beside(place)];
        return (At(phase, place), other.Scaled.narrow(0, alike == 0 ? free[random.Next(free.Length)] : MostAlike(), beside));

        // Where the other may begin.
        IEnumerable<int> Beside(int start) => Enumerable.Range(0, other.Frames - beside + 1)
            .Where(first => other != phase || first + beside + Apart <= start || first >= start + frames + Apart);

        int MostAlike()
        {
            using var scope = NewDisposeScope();
            var apart = AuxiliaryStretch.Distances(other.Scaled, phase.Scaled.narrow(0, place, alike)).data<float>().ToArray();
            return free.MinBy(first => apart[first]);
        }
    }

    int RoomBeside(Phase phase) => phase.Frames - frames - Apart;

    IEnumerable<Phase> Others(Phase phase) => phases.Where(other => other.Run != phase.Run && Same(other.Run.Parameters, phase.Run.Parameters));

    static bool Same(IReadOnlyDictionary<string, double> one, IReadOnlyDictionary<string, double> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    LatentStretch At(Phase phase, int start)
    {
        var end = start + frames;
        bool? developed = phase.Developed is not { } first ? null : start >= first ? true : end <= first ? false : null;
        return new(phase.Run, phase.Scaled.narrow(0, start, frames), [.. phase.TimesSeconds[start..end].Select(time => (float)((time - phase.TimesSeconds[start]) / frameSeconds))], developed);
    }

    // A run from one of its first snapshots on.
    sealed record Phase(LatentRun Run, Tensor Scaled, double[] TimesSeconds, int? Developed)
    {
        public int Frames => (int)Scaled.shape[0];
    }
}
