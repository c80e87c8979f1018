namespace CfdBridge;

/// <summary>Predicts how an observed run goes on.</summary>
public interface IContinuationEngine
{
    /// <summary>Prepares a continuation; the steps themselves are generated while they are enumerated.</summary>
    /// <exception cref="EngineRefusedException">This engine cannot serve this window; the message says why.</exception>
    Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken);
}
