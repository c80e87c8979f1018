namespace CfdBridge;

/// <summary>Where the values of a field sit.</summary>
public enum FieldAssociation
{
    /// <summary>One row for each cell.</summary>
    Cell,
    /// <summary>One row for each point.</summary>
    Point,
}
