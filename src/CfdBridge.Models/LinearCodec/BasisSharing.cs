namespace CfdBridge.Models;

/// <summary>Whose directions the patches and sites of a linear codec use.</summary>
public enum BasisSharing
{
    /// <summary>Each its own: the closest fit where all runs share one geometry, at a hundred times the size.</summary>
    Own,

    /// <summary>Patches all the same, sites their own: for runs around different bodies in one box, when sites are few and large.</summary>
    SharedPatches,

    /// <summary>All the same, as a convolution's: where a codec is to be small, or fitted to little.</summary>
    Shared,
}
