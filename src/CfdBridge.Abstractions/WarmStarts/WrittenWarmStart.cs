namespace CfdBridge;

/// <summary>A warm start that was written and read back.</summary>
/// <param name="StartSeconds">Time that the solver starts from, seconds.</param>
/// <param name="Fields">What the solver will read.</param>
/// <param name="Flux">How well the written flux keeps mass; null where none was written.</param>
/// <param name="Notes">What was done and left out, in words for the user, one sentence each.</param>
public sealed record WrittenWarmStart(double StartSeconds, IReadOnlyList<WrittenField> Fields, FluxBalance? Flux, IReadOnlyList<string> Notes);

/// <summary>One field of a warm start, as it was read back.</summary>
/// <param name="Name">The solver's name.</param>
/// <param name="Origin">Where its values come from.</param>
/// <param name="Components">Numbers in a row.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Smallest">Least number.</param>
/// <param name="Largest">Greatest number.</param>
public sealed record WrittenField(string Name, FieldOrigin Origin, int Components, int Rows, double Smallest, double Largest);

/// <summary>Where the values of a written field come from.</summary>
public enum FieldOrigin
{
    /// <summary>The state that was asked to be written.</summary>
    State,

    /// <summary>Other fields of the state.</summary>
    Derived,

    /// <summary>The case: nothing better was known.</summary>
    Case,
}

/// <summary>What leaves or enters the cells that should be closed, over all that flows through the domain.</summary>
/// <param name="LargestBefore">Largest of a cell before the projection, over the mean flux through a face.</param>
/// <param name="MeanBefore">Mean over the cells.</param>
/// <param name="LargestAfter">Largest of a cell after it.</param>
/// <param name="MeanAfter">Mean over the cells.</param>
/// <param name="GlobalBefore">Of the whole boundary, over the inflow.</param>
/// <param name="GlobalAfter">Of the whole boundary, after the outflow was balanced.</param>
/// <param name="Iterations">Of the linear solver.</param>
public sealed record FluxBalance(double LargestBefore, double MeanBefore, double LargestAfter, double MeanAfter, double GlobalBefore, double GlobalAfter, int Iterations);
