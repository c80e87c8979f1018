namespace CfdBridge;

/// <summary>A named part of the boundary.</summary>
/// <param name="Name">The solver's name, such as <c>inlet</c>.</param>
/// <param name="Kind">The solver's type, such as <c>wall</c>, <c>patch</c> or <c>empty</c>.</param>
/// <param name="FaceOffsets">Where each face's points begin in <paramref name="FacePoints"/>, and the end of the last [faces + 1].</param>
/// <param name="FacePoints">Point numbers of all faces, one after the other, ordered so that the normal leaves the domain.</param>
/// <param name="FaceCells">The cell behind each face [faces].</param>
public sealed record Patch(string Name, string Kind, int[] FaceOffsets, int[] FacePoints, int[] FaceCells)
{
    /// <summary>Number of faces.</summary>
    public int FaceCount => FaceCells.Length;
}
