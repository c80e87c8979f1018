namespace CfdBridge.Models;

/// <summary>Where a cell lies; with several boundaries the first in this order after <see cref="Fluid"/> counts.</summary>
public enum NodeType
{
    /// <summary>Touches no boundary of the resolved flow.</summary>
    Fluid,
    /// <summary>Has a face on a wall.</summary>
    WallAdjacent,
    /// <summary>Has a face on an inlet.</summary>
    Inlet,
    /// <summary>Has a face on an outlet.</summary>
    Outlet,
    /// <summary>Has a face on a far field, slip or symmetry boundary.</summary>
    FarField,
}
