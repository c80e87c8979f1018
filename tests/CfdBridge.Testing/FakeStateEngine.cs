namespace CfdBridge.Testing;

/// <summary>Predicts states with a function.</summary>
public sealed class FakeStateEngine(Func<StateRequest, FieldSet> predict) : IStateEngine
{
    public Task<PredictedState> PredictAsync(StateRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => new PredictedState(predict(request), []), cancellationToken);
}
