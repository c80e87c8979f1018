namespace CfdBridge;

/// <summary>Predicts the developed state of a flow at run parameters, from finished runs and without any context.</summary>
public interface IStateEngine
{
    /// <summary>Predicts one state.</summary>
    /// <exception cref="EngineRefusedException">This engine cannot serve these parameters or these runs; the message says why.</exception>
    Task<PredictedState> PredictAsync(StateRequest request, CancellationToken cancellationToken);
}
