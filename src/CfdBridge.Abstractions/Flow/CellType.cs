namespace CfdBridge;

/// <summary>VTK's cell types by VTK's own numbers (vtkCellType.h). Types not named here are carried through unchanged.</summary>
public enum CellType : byte
{
    /// <summary>One point.</summary>
    Vertex = 1,
    /// <summary>Several points.</summary>
    PolyVertex = 2,
    /// <summary>Two points.</summary>
    Line = 3,
    /// <summary>A chain of points.</summary>
    PolyLine = 4,
    /// <summary>Three points.</summary>
    Triangle = 5,
    /// <summary>A strip of triangles.</summary>
    TriangleStrip = 6,
    /// <summary>A plane polygon.</summary>
    Polygon = 7,
    /// <summary>An axis-aligned quadrilateral, points row by row.</summary>
    Pixel = 8,
    /// <summary>Four points around.</summary>
    Quad = 9,
    /// <summary>Four points.</summary>
    Tetra = 10,
    /// <summary>An axis-aligned hexahedron, points row by row.</summary>
    Voxel = 11,
    /// <summary>Eight points.</summary>
    Hexahedron = 12,
    /// <summary>A prism over a triangle, six points.</summary>
    Wedge = 13,
    /// <summary>Five points.</summary>
    Pyramid = 14,
    /// <summary>A prism over a pentagon, ten points.</summary>
    PentagonalPrism = 15,
    /// <summary>A prism over a hexagon, twelve points.</summary>
    HexagonalPrism = 16,
    /// <summary>Any closed set of polygonal faces.</summary>
    Polyhedron = 42,
}
