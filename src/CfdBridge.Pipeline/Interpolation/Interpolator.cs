using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>Chooses an engine by what is left out of the run and found again, and interpolates with it, with intervals from the same.</summary>
/// <param name="engines">All that are set up, by name.</param>
public sealed class Interpolator(IReadOnlyDictionary<string, IInterpolationEngine> engines, BridgeOptions options, TimeProvider time, ILogger logger)
{
    const int MostTried = 8; // observed steps whose cells are left out

    readonly IReadOnlyDictionary<string, IInterpolationEngine> candidates = options.Interpolation.Among(engines);

    /// <summary>Fields at times where no step stands, in parts that lie alike.</summary>
    /// <param name="observed">Steps that may be uneven and have gaps.</param>
    /// <param name="timesSeconds">Rising.</param>
    /// <exception cref="EngineRefusedException">No engine can serve; why none can stands in the message.</exception>
    public async Task<IReadOnlyList<InterpolatedPart>> AtTimesAsync(Trajectory observed, IReadOnlyList<double> timesSeconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        var (unit, parts) = (new ErrorUnit(SpreadShape.Of(observed).Deviations), new List<InterpolatedPart>());
        foreach (var stage in new TimeStages(observed).Of(timesSeconds))
        {
            int[] distances = [.. stage.Wanted.Select(one => one.Distance)];
            var farthest = stage.Trials.SelectMany(trial => trial.Truth).Max(truth => truth.Distance);
            var notes = new List<string>();
            if (distances.Max() > farthest) notes.Add(Invariant($"What is left out is at most {farthest} steps from a known one, what is wanted {distances.Max()}: beyond, the interval grows in proportion."));
            parts.Add(await PartAsync(stage.Name, observed, new AtTimes([.. stage.Wanted.Select(one => one.TimeSeconds)]), distances, [(stage.LeftOut, stage.Trials)], unit, notes, cancellationToken, gap: stage.Gap));
        }

        return parts;
    }

    /// <summary>The observed steps on another mesh.</summary>
    /// <exception cref="EngineRefusedException">No engine can serve; why none can stands in the message.</exception>
    public async Task<InterpolatedPart> OntoAsync(Trajectory observed, Mesh mesh, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(mesh);
        var shape = SpreadShape.Of(observed).Deviations;
        var (leftOut, trial) = CellsLeftOut.Of(observed, MostTried);
        // On the other mesh the flow varies as it does in the nearest cell.
        var nearest = CellsLeftOut.NearestCells(observed.Mesh, mesh.CellCentres);
        var there = new FieldSet(shape.Select(field => field.With(CellsLeftOut.Rows(field, nearest))));
        var outside = OutsideCells.Count(observed.Mesh, mesh.CellCentres);
        List<string> notes = outside == 0 ? [] : [$"{outside} of {mesh.CellCount} places lie outside the run's mesh: the values there are extrapolated, and no interval holds for them."];
        var part = await PartAsync("on the other mesh", observed, new OntoMesh(mesh), [.. observed.Snapshots.Select(_ => 1)], [(leftOut, [trial])], new(shape), notes, cancellationToken, new(there));
        return part with { PlacesOutside = outside };
    }

    /// <summary>Whole fields at the times of sensor readings.</summary>
    /// <param name="observed">What tells the mesh and the fields, and perhaps the kind of flow.</param>
    /// <exception cref="EngineRefusedException">No engine can serve; why none can stands in the message.</exception>
    public async Task<InterpolatedPart> FromSensorsAsync(Trajectory observed, SensorReadings readings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(readings);
        var sensors = SensorsLeftOut.Of(observed, readings);
        (string, IReadOnlyList<Trial>)[] tries = [(SensorsLeftOut.Described(sensors), sensors)];
        // Whole steps say more of the field than sensors do.
        if (WholeStepsLeftOut.Of(observed, readings) is (var leftOut, var whole)) tries = [(leftOut, [whole]), .. tries];
        List<string> notes = tries.Length > 1 ? [] : ["No whole step of the run stands at a time of the readings beside enough others: errors and intervals are known at the left-out sensors only, and the field may be further off away from them."];
        return await PartAsync("from sensors", observed, new FromSensors(readings), [.. readings.TimesSeconds.Select(_ => 1)], tries, new(SpreadShape.Of(observed).Deviations), notes, cancellationToken);
    }

    async Task<InterpolatedPart> PartAsync(
        string name, Trajectory observed, InterpolationTarget target, int[] distances, IReadOnlyList<(string LeftOut, IReadOnlyList<Trial> Trials)> tries, ErrorUnit unit, List<string> notes, CancellationToken cancellationToken, ErrorUnit? unitThere = null, int gap = 1)
    {
        var results = new List<(InterpolationReport Report, IReadOnlyDictionary<string, IntervalWidths> Widths)>();
        foreach (var (leftOut, trials) in tries) results.Add(await new EngineTrials(candidates, options.Forecast, time, logger).RunAsync(leftOut, trials, unit, gap, cancellationToken));
        var decides = Math.Max(0, results.FindIndex(result => double.IsFinite(result.Report.Engines[0].Score)));
        var (report, widths) = results[decides];
        var best = report.Engines[0];
        if (!double.IsFinite(best.Score))
            throw new EngineRefusedException($"No engine can interpolate {name}. {string.Join(" ", report.Engines.Select(e => $"{e.Engine}: {(e.Refusal.Length > 0 ? e.Refusal : "what it makes is not finite.")}"))}");
        var found = await candidates[best.Engine].InterpolateAsync(options.Forecast.Request(observed, target), cancellationToken);
        InterpolationReport[] beside = [.. results.Where((_, i) => i != decides).Select(result => result.Report)];
        return new(name, best.Engine, Choice(report), [.. notes, .. found.Notes], report, beside, gap, distances.Length, StepsAsync(found, distances, widths[best.Engine], unitThere ?? unit, CancellationToken.None)) { Model = found.Model, ModelSha256 = found.ModelSha256 };
    }

    string Choice(InterpolationReport report)
    {
        InterpolationSkill[] served = [.. report.Engines.Where(engine => double.IsFinite(engine.Score))];
        if (options.Interpolation.Engine != InterpolationOptions.Auto) return "It was asked for by name.";
        return served.Length == 1
            ? $"No other of {report.Engines.Count} engines can serve."
            : Invariant($"It has the least expected error, {100 * served[0].Score:0.##} % of the fluctuation, of {served.Length} that can serve; next is {served[1].Engine} with {100 * served[1].Score:0.##} %.");
    }

    static async IAsyncEnumerable<InterpolatedStep> StepsAsync(Interpolation found, int[] distances, IntervalWidths widths, ErrorUnit unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var step = 0;
        await foreach (var (seconds, members, _) in found.Steps.WithCancellation(cancellationToken))
        {
            var (mean, distance) = (Ensemble.Mean(members), distances[step++]);
            yield return new(seconds, new(mean.SelectMany((field, f) => Companions.Within(field, unit.Of(members, mean, f), component => widths.At(f, distance, component)))));
        }

        if (step < distances.Length) throw new EngineRefusedException($"The engine made {step} of {distances.Length} steps.");
    }
}

/// <summary>Some of what was asked for, by one engine.</summary>
/// <param name="Name">Which part, in words.</param>
/// <param name="Engine">The engine that makes it.</param>
/// <param name="Choice">Why this one.</param>
/// <param name="Notes">What was found, for the user.</param>
/// <param name="Report">How the engines did on what was left out: what they are chosen by, and intervals come from.</param>
/// <param name="Beside">How they did on what else was left out.</param>
/// <param name="Gap">For times: steps of the run from one known to the next across what is wanted, at most; else 1.</param>
/// <param name="Count">Number of steps.</param>
/// <param name="Steps">In rising time, generated while they are enumerated; enumerated once.</param>
public sealed record InterpolatedPart(string Name, string Engine, string Choice, IReadOnlyList<string> Notes, InterpolationReport Report, IReadOnlyList<InterpolationReport> Beside, int Gap, int Count, IAsyncEnumerable<InterpolatedStep> Steps)
{
    /// <summary>Of another mesh: how many of its places the run's mesh does not hold.</summary>
    public int PlacesOutside { get; init; }

    /// <summary>Model of a trained engine; empty for others.</summary>
    public string Model { get; init; } = "";

    /// <summary>Hash of its weights.</summary>
    public string ModelSha256 { get; init; } = "";
}

/// <summary>One interpolated instant.</summary>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="Fields">Each field with its companions <c>_std</c>, <c>_q05</c> and <c>_q95</c>.</param>
public sealed record InterpolatedStep(double TimeSeconds, FieldSet Fields);
