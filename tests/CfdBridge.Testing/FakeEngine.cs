namespace CfdBridge.Testing;

/// <summary>An engine made of a function: the predicted fields by time.</summary>
public sealed class FakeEngine(Func<ContinuationRequest, double, FieldSet> predict) : IContinuationEngine
{
    /// <summary>Repeats the last observed state.</summary>
    public static FakeEngine Persistence => new((request, _) => request.Observed.Last.Fields);

    /// <summary>Refuses everything.</summary>
    public static FakeEngine Refusing(string reason) => new((_, _) => throw new EngineRefusedException(reason));

    public Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new Continuation(["A fake engine."], Steps(request)));

    async IAsyncEnumerable<PredictedStep> Steps(ContinuationRequest request)
    {
        for (var step = 1; step <= request.Steps; step++)
        {
            await Task.Yield();
            var time = request.Observed.Last.TimeSeconds + step * request.Observed.SpacingSeconds;
            yield return new(time, [predict(request, time)]);
        }
    }
}
