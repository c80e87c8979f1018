namespace CfdBridge.Models;

/// <summary>Whose directions the patches and sites of a linear codec use.</summary>
public enum BasisSharing
{
    /// <summary>Each its own: the closest fit where all runs share one geometry, at a hundred times the size.</summary>
    Own,

    /// <summary>All the same, as a convolution's: for runs around different bodies, and where a codec is to be small.</summary>
    Shared,
}
