using Microsoft.Extensions.Logging;
using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>
/// Hides the end of the observed window, from several origins, and lets engines predict it. Work goes where it decides: simple
/// methods come first, and where one has the motion trained engines are left out; an engine that is far behind at the first
/// origin is not tried at the others; one whose errors on validation runs are stored is tried from two; of two trained engines
/// that were held against the same validation runs the one that was worse there is not tried while the other keeps its word.
/// </summary>
public sealed class Hindcast(IReadOnlyDictionary<string, IContinuationEngine> engines, ForecastOptions options, TimeProvider time, ILogger logger)
{
    const double FarBehind = 3; // times the least error to expect over the horizon
    const int FewOrigins = 2;   // where validation runs say how errors grow, and this run only how large they are
    const double AsThere = 1.5; // times its errors on validation runs: an engine that is not farther off here does what it did there

    /// <summary>Predicts the last <paramref name="hidden"/> steps from the <paramref name="context"/> steps before them.</summary>
    public async Task<HindcastReport> RunAsync(Trajectory window, int context, int hidden, CancellationToken cancellationToken)
    {
        var (cut, memory) = (window.Slice(window.Count - hidden - context, context + hidden), new HindcastMemory());
        HindcastOrigin[] origins = [new(cut, hidden, hidden, options.WindowSteps)];
        var trials = Trials(cut, [], memory);
        foreach (var trial in trials) await trial.AtAsync(origins[0], Effort.Full, mayRefuse: false, cancellationToken);
        return Report(origins, trials);
    }

    /// <summary>Predicts the ends of the window from several origins.</summary>
    /// <param name="origins">The one with most steps first.</param>
    /// <param name="signals">Numbers of a state that are followed too.</param>
    /// <param name="memory">What was found out before.</param>
    /// <param name="stored">A trained engine's errors on validation runs; null where there are none.</param>
    /// <param name="judged">What is known of an engine after what it has been tried on.</param>
    /// <returns>The report, and the trials.</returns>
    internal async Task<(HindcastReport Report, IReadOnlyList<EngineTrial> Trials)> RunAsync(
        Trajectory window, IReadOnlyList<HindcastOrigin> origins, IReadOnlyList<Signal> signals, HindcastMemory memory, Func<EngineTrial, Task<ValidationResiduals?>> stored, Func<EngineTrial, Task<JudgedEngine>> judged,
        CancellationToken cancellationToken)
    {
        var trials = Trials(window, signals, memory);
        EngineTrial[] simple = [.. trials.Where(trial => !trial.IsTrained)], trained = [.. trials.Where(trial => trial.IsTrained)];
        await AllAsync(simple, origins.Take(1));
        if (trained.Length > 0 && simple.Any(HasTheMotion)) await AllAsync(simple, origins.Skip(1));
        if (simple.FirstOrDefault(HasTheMotion) is { } enough && enough.Residuals.Count == origins.Count)
        {
            foreach (var trial in trained) trial.LeftOut = Invariant($"Not tried: {enough.Name}, a simple method, is off by {enough.Score:P1} of the fluctuation in the hindcast.");
            return (Report(origins, trials), trials);
        }

        await TrainedAsync();
        var known = new Dictionary<EngineTrial, JudgedEngine>();
        foreach (var trial in trials.Where(trial => trial.Serves && origins.Count > 1)) known[trial] = await judged(trial);
        LeaveBehind(known);
        foreach (var trial in trials.Where(trial => trial.LeftOut.Length == 0))
            await AllAsync([trial], origins.Take(known.TryGetValue(trial, out var one) && one.Spread.Known > one.Spread.Measured ? FewOrigins : origins.Count).Skip(1));
        return (Report(origins, trials), trials);

        // The best on validation runs first; others that were held against the same only if it does worse here than there.
        async Task TrainedAsync()
        {
            var errors = new Dictionary<EngineTrial, (string Source, double Error)>();
            if (trained.Length > 1)
            {
                foreach (var trial in trained)
                {
                    if (await stored(trial) is { } there) errors[trial] = (there.Source, there.Fields.Average(field => field.Expected.Average()));
                }
            }

            foreach (var trial in trained.OrderBy(trial => errors.TryGetValue(trial, out var one) ? one.Error : 0)) // unknown ones are tried
            {
                if (trial.LeftOut.Length > 0) continue;
                await AllAsync([trial], origins.Take(1));
                if (!errors.TryGetValue(trial, out var own) || !trial.Serves || (await judged(trial)).Outlook > AsThere * own.Error) continue;
                foreach (var (other, worse) in errors.Where(one => one.Key.Residuals.Count == 0 && one.Value.Source == own.Source && one.Value.Error >= own.Error))
                    other.LeftOut = Invariant($"Not tried: on the validation runs it was off by {worse.Error:P1} of the fluctuation, {trial.Name} by {own.Error:P1}, which is no farther off here.");
            }
        }

        async Task AllAsync(IEnumerable<EngineTrial> some, IEnumerable<HindcastOrigin> from)
        {
            foreach (var (trial, origin) in some.SelectMany(trial => from.Select(origin => (trial, origin))))
            {
                if (trial.Residuals.All(known => known.OriginSeconds != origin.Seconds)) await trial.AtAsync(origin, Effort.Trial, origin == origins[0] && origins.Count > 1, cancellationToken);
            }
        }
    }

    static bool HasTheMotion(EngineTrial trial) => trial.Score < EngineChoice.Settled;

    static void LeaveBehind(IReadOnlyDictionary<EngineTrial, JudgedEngine> known)
    {
        var least = known.Values.Select(one => one.Outlook).DefaultIfEmpty().Min();
        foreach (var (trial, judged) in known.Where(one => one.Value.Outlook > FarBehind * least))
            trial.LeftOut = Invariant($"Tried from one origin alone: it is expected to be off by {judged.Outlook:P0} of the fluctuation over the horizon, the best engine by {least:P1}.");
    }

    List<EngineTrial> Trials(Trajectory window, IReadOnlyList<Signal> signals, HindcastMemory memory)
    {
        double[] fluctuations = [.. window.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale([.. window.Snapshots.TakeLast(options.WindowSteps)], f))];
        var units = new HindcastUnits(options, fluctuations, signals);
        return [.. engines.OrderBy(engine => engine.Key, StringComparer.Ordinal).Select(engine => new EngineTrial(engine.Key, engine.Value, units, memory, time, logger))];
    }

    static HindcastReport Report(IReadOnlyList<HindcastOrigin> origins, IReadOnlyList<EngineTrial> trials)
    {
        var first = origins[0];
        return new(first.Seconds, first.Seen.Count, first.Truth.Length, [.. origins.Select(origin => origin.Seconds).Order()], [.. trials.Select(trial => trial.Skill).OrderBy(skill => skill.Score)]);
    }
}
