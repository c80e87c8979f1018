using System.Runtime.CompilerServices;

namespace CfdBridge.Baselines;

/// <summary>Turns a forecaster's weights into fields, one step at a time while they are asked for.</summary>
sealed class SuperpositionEngine(IForecaster forecaster) : IContinuationEngine
{
    public async Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Steps, 1);
        var observed = request.Observed;
        if (observed.Count < 2)
            throw new EngineRefusedException("The window holds 1 snapshot, which has no time step to go on with; at least 2 are needed.");

        return await Task.Run(
            () =>
            {
                ExpectNumbers(observed);
                var forecast = forecaster.Forecast(observed, request.Steps, cancellationToken);
                return new Continuation(forecast.Notes, StepsAsync(observed, forecast, CancellationToken.None));
            },
            cancellationToken);
    }

    static async IAsyncEnumerable<PredictedStep> StepsAsync(
        Trajectory observed, Forecast forecast, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var superposition = new Superposition(observed);
        var weights = new double[observed.Count];
        for (var step = 0; step < forecast.Weights.GetLength(0); step++)
        {
            for (var j = 0; j < weights.Length; j++) weights[j] = forecast.Weights[step, j];
            var fields = await Task.Run(() => superposition.Of(weights, cancellationToken), cancellationToken);
            yield return new(observed.Last.TimeSeconds + (step + 1) * observed.SpacingSeconds, [fields]);
        }
    }

    // One bad cell would spread over the whole prediction through the sums over cells.
    static void ExpectNumbers(Trajectory observed)
    {
        foreach (var snapshot in observed.Snapshots)
        {
            foreach (var field in snapshot.Fields)
            {
                var bad = field.FirstNotFinite;
                if (bad < 0) continue;
                throw new EngineRefusedException(FormattableString.Invariant(
                    $"Field {field.Name} holds {field.ToSingle()[bad]} at time {snapshot.TimeSeconds} ({field.Association.ToString().ToLowerInvariant()} {bad / field.Components}), which cannot be continued."));
            }
        }
    }
}
