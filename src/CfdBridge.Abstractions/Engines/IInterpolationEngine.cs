namespace CfdBridge;

/// <summary>Gives a run's fields where they were not observed: between its steps, on another mesh, or all over its mesh from sensors.</summary>
public interface IInterpolationEngine
{
    /// <summary>Prepares what is asked for; the steps themselves are generated while they are enumerated.</summary>
    /// <exception cref="EngineRefusedException">This engine cannot serve this run or this kind of target; the message says why.</exception>
    Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken);
}
