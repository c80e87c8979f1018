namespace CfdBridge.Baselines;

/// <summary>
/// Decides how observed snapshots are to be added up. Every engine here predicts a linear combination of the window, so
/// that a method handles numbers per snapshot, and only <see cref="Superposition"/> handles numbers per cell.
/// </summary>
interface IForecaster
{
    /// <exception cref="EngineRefusedException">The method has no answer for this window.</exception>
    Forecast Forecast(Trajectory observed, int steps, CancellationToken cancellationToken);
}
