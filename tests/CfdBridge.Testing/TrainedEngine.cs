namespace CfdBridge.Testing;

/// <summary>An engine with errors on validation runs, as if it had been trained.</summary>
public sealed class TrainedEngine(IContinuationEngine engine, ValidationResiduals? residuals) : IContinuationEngine, IAssessedEngine
{
    public double LatentDistance { get; init; } = 1;

    public Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) => engine.ContinueAsync(request, cancellationToken);

    public Task<EngineAssessment> AssessAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new EngineAssessment("a model", "0123", new(LatentDistance, new Dictionary<string, double> { ["p"] = 0.05 }), residuals));
}
