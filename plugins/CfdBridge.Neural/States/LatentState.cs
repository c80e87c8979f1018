using CfdBridge.Models;
using static System.FormattableString;

namespace CfdBridge.Neural;

// L sites · D latent numbers
/// <summary>
/// The final states of finished runs in a codec's latents, along the polynomial in their one parameter, and back. For flows
/// that come to rest: of those that swing, states of other phases would be added up.
/// </summary>
sealed class LatentState(LatentOptions options) : IStateEngine
{
    readonly Lazy<NeuralCodec> codec = new(() => NeuralCodecFolder.Load(options.Codec));

    public Task<PredictedState> PredictAsync(StateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Predict(request, cancellationToken), cancellationToken);
    }

    PredictedState Predict(StateRequest request, CancellationToken cancellationToken)
    {
        var (axes, grid) = NeuralCodecFolder.LoadDomain(options.Codec);
        Suitability.ExpectDomain(axes, grid, request.Mesh);
        var (name, wanted, runs) = Along(request);
        var layout = runs[0].Final.Fields;
        var known = NeuralCodecDescription.Load(options.Codec).Fields;
        if (layout.FirstOrDefault(field => !known.ContainsKey(field.Name)) is { } strange) throw Suitability.Refusal(strange.Name, "the codec does not know this field, without which a solver could not start", "Train a codec on all fields.");
        if (codec.Value.Linear.Config.Centring == FlowCentring.Run) throw Suitability.Refusal("the codec", "it takes each run's own mean off, which at new parameters nobody knows", "Train one with the mean of all runs.");

        var weights = NearestPolynomial.Weights([.. runs.Select(run => run.Parameters[name])], wanted);
        var (mesh, points) = (codec.Value.On(request.Mesh, new(options.Roles)), PointSet.CellsOf(request.Mesh));
        var sum = new float[codec.Value.Sites * codec.Value.Config.Latent];
        foreach (var (run, weight) in runs.Zip(weights).Where(pair => pair.Second != 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var own = mesh.Encode(points, codec.Value.Linear.Channels.Gather(run.Final), 1).Values; // one snapshot is a block by itself
            for (var i = 0; i < sum.Length; i++) sum[i] += (float)weight * own[i];
        }

        var decoded = mesh.Decode(new(1, codec.Value.Sites, codec.Value.Config.Latent, 1, sum), points);
        return new(ObservedFields.Of(decoded, codec.Value.Linear.Channels, layout), [Invariant($"{sum.Length} latent numbers of {weights.Count(weight => weight != 0)} runs, along the polynomial in {name}.")]);
    }

    static (string Name, double Wanted, FinishedRun[] Runs) Along(StateRequest request)
    {
        string[] names = [.. request.Runs.SelectMany(run => run.Parameters.Keys).Distinct().Where(name => request.Runs.Select(run => run.Parameters.GetValueOrDefault(name, double.NaN)).Distinct().Count() > 1)];
        if (names is not [var name]) throw new EngineRefusedException($"The runs differ in {(names.Length == 0 ? "no parameter" : string.Join(" and ", names))}; this method goes along one.");
        if (!request.Parameters.TryGetValue(name, out var wanted)) throw new EngineRefusedException($"{name}: the runs of the library differ in it, and it is not told. Tell it: --set {name}=VALUE.");
        FinishedRun[] runs = [.. request.Runs.Where(run => run.Parameters.ContainsKey(name)).DistinctBy(run => run.Parameters[name]).OrderBy(run => run.Parameters[name])];
        return wanted >= runs[0].Parameters[name] && wanted <= runs[^1].Parameters[name] ? (name, wanted, runs) : throw new EngineRefusedException(Invariant($"{name} = {wanted:G6} is outside of what the library holds."));
    }
}
