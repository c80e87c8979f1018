namespace CfdBridge;

/// <summary>Runs the solver of a case that this program wrote, and follows it.</summary>
public interface ISolverRunner
{
    /// <summary>Runs it until it ends, meets a criterion, or diverges.</summary>
    /// <exception cref="NativeException">The solver is not installed, or cannot be started.</exception>
    Task<SolverRun> RunAsync(SolverRunRequest request, CancellationToken cancellationToken);
}
