namespace CfdBridge;

/// <summary>
/// How a case is solved: what decides the answer that its solver comes to, in words of one form, so that two cases can be held
/// against each other. What only decides how fast it gets there (linear solvers and their tolerances, relaxation) is no part of it.
/// </summary>
public sealed record CaseNumerics
{
    /// <summary>The program; empty where the case does not name one.</summary>
    public required string Application { get; init; }

    /// <summary>How it goes forward in time.</summary>
    public required TimeStepping Stepping { get; init; }

    /// <summary>Schemes, models and the solver's algorithm, by the solver's own names of their sections.</summary>
    public required IReadOnlyDictionary<string, NumericsSection> Sections { get; init; }

    /// <summary>What could not be read, one sentence each; empty where all is known.</summary>
    public required IReadOnlyList<string> Unread { get; init; }
}

/// <summary>A section of settings.</summary>
/// <param name="Terms">Settings by name.</param>
/// <param name="Patterns">Settings of all terms that a regular expression fits; the last that fits counts.</param>
/// <param name="Otherwise">Setting of all other terms; null where there is none.</param>
/// <param name="ListsUnused">Whether terms may be listed that the solver never asks for, so that one which another case does not set says nothing.</param>
public sealed record NumericsSection(IReadOnlyDictionary<string, string> Terms, IReadOnlyList<TermPattern> Patterns, string? Otherwise, bool ListsUnused);

/// <summary>A setting of many terms.</summary>
/// <param name="Expression">Regular expression of their names.</param>
/// <param name="Setting">What is set.</param>
public sealed record TermPattern(string Expression, string Setting);

/// <summary>How a solver goes forward in time.</summary>
/// <param name="IsSteady">Whether its steps only count iterations.</param>
/// <param name="StepSeconds">Time step, the first where it is adjusted; null where the case does not say.</param>
/// <param name="IsAdjusted">Whether it is made to keep a Courant number.</param>
/// <param name="LargestCourant">That Courant number; null where the case does not say.</param>
/// <param name="Writing">How often it writes, in the solver's own words; empty where the case does not say.</param>
public sealed record TimeStepping(bool IsSteady, double? StepSeconds, bool IsAdjusted, double? LargestCourant, string Writing);
