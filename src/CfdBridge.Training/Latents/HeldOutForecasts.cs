using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// R forecasts · T frames · L sites · D latent numbers
/// <summary>Places on the runs held out where forecasts begin, with what came before and what follows, in scaled latents.</summary>
sealed class HeldOutForecasts : IDisposable
{
    const int Each = 4; // forecasts of a run

    readonly Tensor before; // [R, longest, L, D]
    readonly Tensor after;  // [R, horizon, L, D]
    readonly int longest;

    /// <param name="longest">Frames of the longest context.</param>
    /// <param name="horizon">Frames of a forecast, at most.</param>
    /// <exception cref="CaseFormatException">No run held out is long enough.</exception>
    public HeldOutForecasts(LatentScaling scaling, IReadOnlyList<LatentRun> heldOut, int longest, int horizon, string library)
    {
        this.longest = longest;
        LatentRun[] enough = [.. heldOut.Where(run => run.Frames[0].shape[0] > longest)];
        if (enough.Length == 0) throw new CaseFormatException(library, $"no run held out has more than {longest} frames, so nothing could choose the best weights", "Hold out a longer run, or take a smaller --frames.");
        if (enough.Where(run => run.Frames[0].shape[0] >= longest + horizon / 2).ToArray() is { Length: > 0 } far) enough = far; // the farther ahead the better
        Horizon = (int)Math.Min(horizon, enough.Min(run => run.Frames[0].shape[0]) - longest);
        using var scope = NewDisposeScope();
        var (contexts, followed, places) = (new List<Tensor>(), new List<Tensor>(), new List<(LatentRun, int)>());
        foreach (var run in enough)
        {
            var scaled = scaling.Scaled(run.Frames[0]);
            var rest = (int)scaled.shape[0] - longest - Horizon;
            foreach (var start in run.FromContext ? [0] : Enumerable.Range(0, Each).Select(i => rest * i / (Each - 1)).Distinct())
            {
                contexts.Add(scaled.narrow(0, start, longest));
                followed.Add(scaled.narrow(0, start + longest, Horizon));
                places.Add((run, start));
            }
        }

        (before, after, Places) = (stack(contexts).DetachFromDisposeScope(), stack(followed).DetachFromDisposeScope(), places);
    }

    /// <summary>Frames of a forecast.</summary>
    public int Horizon { get; }

    /// <summary>The run of each forecast, and the first frame of its longest context.</summary>
    public IReadOnlyList<(LatentRun Run, int Start)> Places { get; }

    /// <summary>The last frames before each forecast [R, frames, L, D].</summary>
    public Tensor Context(int frames) => before.narrow(1, longest - frames, frames);

    /// <summary>All that can be told of each run, but whether it is developed.</summary>
    public IEnumerable<RunKnowledge> Known(RunConditions conditions) => Places.Select(place => new RunKnowledge
    {
        Parameters = conditions.Parameters.Where(one => place.Run.Parameters.ContainsKey(one.Name)).ToDictionary(one => one.Name, one => place.Run.Parameters[one.Name]),
    });

    /// <summary>Of each forecast's run the frames that lie as far as they can from what it sees and foretells [R, frames, L, D].</summary>
    /// <param name="least">Frames, at least: null where some run has fewer to spare.</param>
    /// <param name="most">Frames, at most.</param>
    public Tensor? Beside(LatentScaling scaling, int least, int most)
    {
        var frames = Math.Min(most, Places.Min(place => Math.Max(place.Start, Rest(place))) - 1);
        if (frames < least) return null;
        using var scope = NewDisposeScope();
        return stack(Places.Select(place =>
        {
            var all = place.Run.Frames[0];
            return scaling.Scaled(all.narrow(0, place.Start > Rest(place) ? 0 : all.shape[0] - frames, frames));
        })).MoveToOuterDisposeScope();
    }

    /// <summary>Mean over forecasts of each one's relative L2 error, in percent.</summary>
    /// <param name="forecasts">[R, horizon, L, D].</param>
    public double Error(Tensor forecasts) => 100 * Relative(forecasts, after);

    /// <summary>Continuous ranked probability score of ensembles, mean over all numbers; unbiased in the number of members.</summary>
    /// <param name="ensembles">[R, E, horizon, L, D], E at least 2.</param>
    public double Crps(Tensor ensembles)
    {
        using var scope = NewDisposeScope();
        var members = ensembles.shape[1];
        var apart = Enumerable.Range(0, (int)members).Average(one => (ensembles - ensembles.narrow(1, one, 1)).abs().mean().item<float>()) * members / (members - 1);
        return (ensembles - after.unsqueeze(1)).abs().mean().item<float>() - apart / 2;
    }

    /// <summary>Mean over rows of each one's relative L2 error [R, T, L, D].</summary>
    public static double Relative(Tensor got, Tensor truth) => ((got - truth).square().sum([1, 2, 3]) / truth.square().sum([1, 2, 3])).sqrt().mean().item<float>();

    public void Dispose()
    {
        before.Dispose();
        after.Dispose();
    }

    // Frames after all of a forecast.
    int Rest((LatentRun Run, int Start) place) => (int)place.Run.Frames[0].shape[0] - place.Start - longest - Horizon;
}
