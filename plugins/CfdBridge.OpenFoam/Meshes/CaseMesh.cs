namespace CfdBridge.OpenFoam;

/// <summary>The mesh of a step, and where the ranks' cells belong in it.</summary>
/// <param name="Map">Null for a serial case.</param>
sealed record CaseMesh(Mesh Mesh, RankMap? Map);
