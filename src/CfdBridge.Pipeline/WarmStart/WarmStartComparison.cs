using System.Text.Json.Serialization;
using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>What a warm start was worth: both runs to the same criteria, what it took to make the warm start included.</summary>
/// <param name="Name">Of the warm start.</param>
/// <param name="FellBack">Whether the warm start failed and the cold one took its place.</param>
/// <param name="MakingSeconds">Wall-clock seconds that it took to make the warm start.</param>
/// <param name="Warm">The warm run.</param>
/// <param name="Cold">The cold run; null where it was not asked for.</param>
/// <param name="Criteria">Both, to each criterion.</param>
public sealed record WarmStartComparison(string Name, bool FellBack, double MakingSeconds, ComparedRun Warm, ComparedRun? Cold, IReadOnlyList<ComparedCriterion> Criteria)
{
    public const string FileName = "comparison.json";

    static readonly SteadyCriterion Settled = new(Cycles: 1, Amplitude: 0.02, Period: 0.01), Roughly = new(Cycles: 1, Amplitude: 0.05, Period: 0.02);

    public static WarmStartComparison Of(WarmStartDescription description, SolverRun warm, SolverRun? cold, bool fellBack) => new(
        description.Name, fellBack, description.Seconds, ComparedRun.Of(warm), cold is null ? null : ComparedRun.Of(cold),
        warm.Criterion.Count > 0 || cold?.Criterion.Count > 0 ? [Residuals(1, warm, cold), Residuals(10, warm, cold)] : [Cycle(Settled, warm, cold), Cycle(Roughly, warm, cold)]);

    /// <summary>Writes the figures beside the runs.</summary>
    public void Save(string path) => AtomicFile.WriteText(path, DescriptionFile.ToJson(this) + "\n");

    static ComparedCriterion Residuals(double factor, SolverRun warm, SolverRun? cold)
    {
        var limits = warm.Criterion.Count > 0 ? warm.Criterion : cold!.Criterion; // one of them has some
        var name = string.Join(", ", limits.OrderBy(limit => limit.Key, StringComparer.Ordinal).Select(limit => FormattableString.Invariant($"{limit.Key} {factor * limit.Value:G3}")));
        return new($"residuals {name}", Iterations(warm), cold is null ? null : Iterations(cold));
        double? Iterations(SolverRun run) => run.Iterations.Select((iteration, i) => (iteration, i)).Where(pair => limits.All(limit => pair.iteration.Residuals.TryGetValue(limit.Key, out var residual) && residual <= factor * limit.Value))
            .Select(pair => (double?)(pair.i + 1)).FirstOrDefault();
    }

    // Against the limit cycle that the warm run ends in.
    static ComparedCriterion Cycle(SteadyCriterion within, SolverRun warm, SolverRun? cold)
    {
        var (own, other) = (Cycles.Of(warm.Quantity), Cycles.Of(cold?.Quantity ?? QuantityHistory.None));
        var name = FormattableString.Invariant($"{warm.Quantity.Name} settled: amplitude to {within.Amplitude:P0}, period to {within.Period:P0}");
        if (own.Amplitudes.Count == 0) return new(name, null, null);
        var (amplitude, period) = (own.Amplitudes[^1], own.Period(own.Amplitudes.Count - 1));
        double? From(Cycles cycles, QuantityHistory quantity) => cycles.SettledAt(amplitude, period, within) - quantity.TimesSeconds[0];
        return new(name, From(own, warm.Quantity), cold is null ? null : From(other, cold.Quantity));
    }
}

/// <summary>One of the runs.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Iterations">Iterations or time steps.</param>
/// <param name="CpuSeconds">Of the solver, on each rank.</param>
/// <param name="WallSeconds">By the clock.</param>
/// <param name="Quantity">Name of the quantity of interest; empty where there is none.</param>
/// <param name="FinalQuantity">Its last value; of a transient run that swings, the amplitude of its last cycle.</param>
public sealed record ComparedRun(
    [property: JsonConverter(typeof(JsonStringEnumConverter<SolverOutcome>))] SolverOutcome Outcome, string Reason, int Iterations, double CpuSeconds, double WallSeconds, string Quantity, double? FinalQuantity)
{
    public static ComparedRun Of(SolverRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        // A steady solver's quantity swings too while it settles, but its last value is what it is run for.
        var swings = run.Criterion.Count == 0 && Cycles.Of(run.Quantity) is { Amplitudes.Count: > 1 } cycles ? cycles.Amplitudes[^1] : (double?)null;
        return new(
            run.Outcome, run.Reason, run.Iterations.Count, run.CpuSeconds, run.WallSeconds, swings is null ? run.Quantity.Name : $"amplitude of {run.Quantity.Name}",
            swings ?? (run.Quantity.Values.Count > 0 ? run.Quantity.Values[^1] : null));
    }
}

/// <summary>What both runs needed to meet a criterion: iterations, or seconds of flow.</summary>
/// <param name="Name">The criterion in words.</param>
/// <param name="Warm">Of the warm run; null where it did not meet it.</param>
/// <param name="Cold">Of the cold run; null where it did not, or was not run.</param>
public sealed record ComparedCriterion(string Name, double? Warm, double? Cold);
