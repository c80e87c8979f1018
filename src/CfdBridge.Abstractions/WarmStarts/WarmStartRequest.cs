namespace CfdBridge;

/// <summary>What to hand to a solver.</summary>
public sealed record WarmStartRequest
{
    /// <summary>Absolute path of the case that it is made for; only read, unless <see cref="Running"/> says otherwise.</summary>
    public required string CasePath { get; init; }

    /// <summary>Absolute path of the folder to write, empty or not there yet.</summary>
    public required string Directory { get; init; }

    /// <summary>Where the state comes from.</summary>
    public required WarmStartKind Kind { get; init; }

    /// <summary>Fields of the state, on the cells of the case's mesh and in its order.</summary>
    public required FieldSet Fields { get; init; }

    /// <summary>Time to start from, seconds; null for the time of the step or set-up whose boundary conditions are kept.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>Time at which the solver shall end, seconds; null for what the case says.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>What becomes of a solver that still runs the case, once the warm start is written and read back.</summary>
    public RunningSolver Running { get; init; } = RunningSolver.Leave;

    /// <summary>Region of a multi-region case, or null for the only one.</summary>
    public string? Region { get; init; }
}
