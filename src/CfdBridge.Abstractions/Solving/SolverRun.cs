namespace CfdBridge;

/// <summary>A run of a solver, from its log.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Iterations">Its iterations or time steps.</param>
/// <param name="Quantity">The quantity of interest, as it went; empty where the case writes none.</param>
/// <param name="Criterion">Initial residuals that the case itself asks for, by field; empty where it does not.</param>
/// <param name="CpuSeconds">What the solver says it took, on each rank.</param>
/// <param name="WallSeconds">By the clock, from start to end.</param>
public sealed record SolverRun(
    SolverOutcome Outcome,
    string Reason,
    IReadOnlyList<SolverIteration> Iterations,
    QuantityHistory Quantity,
    IReadOnlyDictionary<string, double> Criterion,
    double CpuSeconds,
    double WallSeconds);

/// <summary>How a solver ended.</summary>
public enum SolverOutcome
{
    /// <summary>It met the criterion.</summary>
    Converged,

    /// <summary>It came to its end time.</summary>
    Ended,

    /// <summary>Its numbers ran away.</summary>
    Diverged,

    /// <summary>It stopped with an error.</summary>
    Failed,
}

/// <summary>One iteration or time step of a solver, as its log tells.</summary>
/// <param name="TimeSeconds">Time, or number of the iteration of a steady solver.</param>
/// <param name="Residuals">Initial residual of the first equation of each field in it, the largest component.</param>
/// <param name="Continuity">Sum of the local continuity errors; NaN where the log does not say.</param>
/// <param name="Courant">Largest Courant number; NaN where the log does not say.</param>
/// <param name="CpuSeconds">Since the start.</param>
public sealed record SolverIteration(double TimeSeconds, IReadOnlyDictionary<string, double> Residuals, double Continuity, double Courant, double CpuSeconds);

/// <summary>How a quantity of interest went.</summary>
/// <param name="Name">Function object and column.</param>
/// <param name="TimesSeconds">Times, rising.</param>
/// <param name="Values">Values at them.</param>
public sealed record QuantityHistory(string Name, IReadOnlyList<double> TimesSeconds, IReadOnlyList<double> Values)
{
    /// <summary>Nothing was written.</summary>
    public static QuantityHistory None { get; } = new("", [], []);
}
