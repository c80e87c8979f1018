namespace CfdBridge.Models;

/// <summary>Faces of the boundary that do the same to the flow.</summary>
/// <param name="Name">The patch's name, or one given to a part found on a mesh without patches.</param>
/// <param name="Role">What it does.</param>
/// <param name="Faces">Mesh points of each face; two of them where cells are flat, one where they are lines.</param>
/// <param name="FaceCells">The cell behind each face.</param>
public sealed record BoundaryPart(string Name, BoundaryRole Role, IReadOnlyList<int[]> Faces, IReadOnlyList<int> FaceCells);
