namespace CfdBridge;

/// <summary>What to run, and until when.</summary>
public sealed record SolverRunRequest
{
    /// <summary>Absolute path of the case; the solver writes into it.</summary>
    public required string CaseDirectory { get; init; }

    /// <summary>Processes; above 1 the case is cut into as many parts first.</summary>
    public int Ranks { get; init; } = 1;

    /// <summary>Residuals to reach, by field, on top of the case's own criterion; empty for that alone.</summary>
    public IReadOnlyDictionary<string, double> Residuals { get; init; } = new Dictionary<string, double>();

    /// <summary>Quantity of interest to follow, as <c>function object</c> or <c>function object:column</c>; empty for the first that the case writes.</summary>
    public string Quantity { get; init; } = "";

    /// <summary>When that quantity is steady enough to stop; null to leave it to the solver.</summary>
    public SteadyCriterion? Steady { get; init; }

    /// <summary>Told of every iteration or time step, while the solver runs.</summary>
    public IProgress<SolverIteration>? Progress { get; init; }
}

/// <summary>When an oscillating or settling quantity counts as statistically steady.</summary>
/// <param name="Cycles">Whole cycles in a row that have to agree.</param>
/// <param name="Amplitude">By how much their amplitudes may differ, relative.</param>
/// <param name="Period">By how much their periods may differ, relative.</param>
public sealed record SteadyCriterion(int Cycles, double Amplitude, double Period);
