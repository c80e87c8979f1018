using System.Text.Json.Serialization;

namespace CfdBridge.Pipeline;

/// <summary>
/// Chooses a state engine by what it makes of runs that it was not given: those that the library keeps for choosing, or
/// else each run inside the range of the others, left out in turn.
/// </summary>
public sealed class StateChoice(IReadOnlyDictionary<string, IStateEngine> engines, RunLibrary library, Mesh mesh, ulong seed)
{
    const int PhasesSeen = 64; // snapshots at the end of a run among which the nearest is sought

    /// <summary>Judges every engine on every hidden run; the best engine comes first.</summary>
    public async Task<IReadOnlyList<EngineStateErrors>> JudgeAsync(CancellationToken cancellationToken)
    {
        var hidden = library.HeldOut.Count > 0 ? library.HeldOut : Interior(library.Runs);
        var judged = engines.Keys.ToDictionary(name => name, _ => new List<StateError>());
        foreach (var run in hidden)
        {
            FinishedRun[] others = [.. library.Runs.Where(other => other.Name != run.Name)];
            if (others.Length == 0) continue;
            var truth = run.Last(PhasesSeen);
            foreach (var (name, engine) in engines.OrderBy(engine => engine.Key, StringComparer.Ordinal)) judged[name].Add(await JudgeAsync(name, engine, run, others, truth, cancellationToken));
        }

        return [.. judged.Select(pair => new EngineStateErrors(pair.Key, pair.Value)).OrderBy(engine => engine.Score)];
    }

    async Task<StateError> JudgeAsync(string name, IStateEngine engine, FinishedRun run, FinishedRun[] others, Trajectory truth, CancellationToken cancellationToken)
    {
        try
        {
            var predicted = await engine.PredictAsync(new() { Mesh = mesh, Parameters = run.Parameters, Runs = others, Seed = seed }, cancellationToken);
            return new(name, run.Name, truth.Snapshots.Select(snapshot => Errors(predicted.Fields, snapshot)).MinBy(errors => errors.Values.Average())!, ""); // a run has snapshots
        }
        catch (EngineRefusedException refusal)
        {
            return new(name, run.Name, new Dictionary<string, double>(), refusal.Message);
        }
    }

    // A field that an engine does not predict is off by all of it: a solver would start it from nothing.
    static Dictionary<string, double> Errors(FieldSet predicted, Snapshot truth) => truth.Fields.ToDictionary(field => field.Name, field =>
        predicted.TryGet(field.Name, field.Association, out var own) && own.Components == field.Components && WeightedNorm.Of(field, truth.Mesh) is > 0 and var size
            ? WeightedNorm.OfDifference(own.AsSingle(), field, truth.Mesh) / size
            : 1);

    // Those between others in every parameter that differs; where there is none, all.
    static IReadOnlyList<FinishedRun> Interior(IReadOnlyList<FinishedRun> runs)
    {
        string[] names = [.. runs.SelectMany(run => run.Parameters.Keys).Distinct().Where(name => runs.Select(run => run.Parameters.GetValueOrDefault(name)).Distinct().Count() > 1)];
        FinishedRun[] inside = [.. runs.Where(run => names.All(name => run.Parameters.TryGetValue(name, out var value)
            && runs.Any(other => other.Parameters.TryGetValue(name, out var low) && low < value) && runs.Any(other => other.Parameters.TryGetValue(name, out var high) && high > value)))];
        return inside.Length > 0 ? inside : runs;
    }
}

/// <summary>What an engine made of the hidden runs.</summary>
public sealed record EngineStateErrors(string Engine, IReadOnlyList<StateError> Runs)
{
    /// <summary>Mean error over the runs; infinite where it refused one.</summary>
    [JsonIgnore]
    public double Score => Runs.Count > 0 ? Runs.Average(run => run.Mean) : double.PositiveInfinity;
}
