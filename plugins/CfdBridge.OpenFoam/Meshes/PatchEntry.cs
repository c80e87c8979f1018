namespace CfdBridge.OpenFoam;

/// <summary>One entry of <c>polyMesh/boundary</c>.</summary>
/// <param name="Start">Its first face.</param>
/// <param name="Size">Number of its faces.</param>
/// <param name="CutFrom">For faces of a cyclic patch whose two sides went to different ranks: that patch.</param>
sealed record PatchEntry(string Name, string Kind, int Start, int Size, string? CutFrom = null)
{
    /// <summary>Whether it exists only because the mesh was cut between ranks.</summary>
    public bool IsCut => Kind is "processor" or "processorCyclic";
}
