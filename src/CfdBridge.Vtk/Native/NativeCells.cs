namespace CfdBridge.Vtk;

/// <summary>The shim's <c>cfdb_cells_t</c>, member for member: addresses of pinned arrays, and their lengths.</summary>
readonly record struct NativeCells(
    nint Types, nint Offsets, nint Connectivity, nint Faces, nint FaceOffsets, long Cells, long ConnectivityLength, long FacesLength);
