#include "reader.h"

#include <vtkCellArray.h>
#include <vtkIdTypeArray.h>

namespace
{
[[noreturn]] void Damaged(const std::string& what) { throw cfdb::BadFile(what); }

// How many points a cell of this type must have; 0 where any number is right.
int PointsOfType(unsigned char type)
{
    switch (type)
    {
        case VTK_VERTEX: return 1;
        case VTK_LINE: return 2;
        case VTK_TRIANGLE: return 3;
        case VTK_PIXEL: case VTK_QUAD: case VTK_TETRA: return 4;
        case VTK_VOXEL: case VTK_HEXAHEDRON: return 8;
        case VTK_WEDGE: return 6;
        case VTK_PYRAMID: return 5;
        case VTK_PENTAGONAL_PRISM: return 10;
        case VTK_HEXAGONAL_PRISM: return 12;
        case VTK_QUADRATIC_EDGE: return 3;
        case VTK_QUADRATIC_TRIANGLE: return 6;
        case VTK_QUADRATIC_QUAD: return 8;
        case VTK_QUADRATIC_TETRA: return 10;
        case VTK_QUADRATIC_HEXAHEDRON: return 20;
        case VTK_QUADRATIC_WEDGE: return 15;
        case VTK_QUADRATIC_PYRAMID: return 13;
        default: return 0;
    }
}

struct SoundCells
{
    // Called by vtkCellArray with its own arrays, 32 or 64 bits wide.
    template <class State>
    void operator()(State& state, vtkUnstructuredGrid* grid)
    {
        const auto cells = grid->GetNumberOfCells();
        const auto points = grid->GetNumberOfPoints();
        const auto* offsets = state.GetOffsets()->GetPointer(0);
        const auto* ids = state.GetConnectivity()->GetPointer(0);
        const auto length = static_cast<vtkIdType>(state.GetConnectivity()->GetNumberOfValues());
        if (state.GetOffsets()->GetNumberOfValues() != cells + 1) Damaged("its cells and their offsets differ in number");
        if (cells > 0 && (offsets[0] != 0 || offsets[cells] != length)) Damaged("its cell offsets do not span its connectivity");
        auto* types = grid->GetCellTypesArray();
        if (cells > 0 && (!types || types->GetNumberOfValues() != cells)) Damaged("its cells and their types differ in number");
        for (vtkIdType i = 0; i < cells; i++)
        {
            const auto size = static_cast<vtkIdType>(offsets[i + 1]) - static_cast<vtkIdType>(offsets[i]);
            if (size < 0) Damaged("cell " + std::to_string(i) + " has a negative number of points");
            const auto expected = PointsOfType(types->GetValue(i));
            if (expected && size != expected)
                Damaged("cell " + std::to_string(i) + " of type " + std::to_string(types->GetValue(i)) + " has " + std::to_string(size) + " points");
        }

        for (vtkIdType i = 0; i < length; i++)
        {
            if (ids[i] < 0 || ids[i] >= points)
                Damaged("a cell names point " + std::to_string(ids[i]) + ", but there are " + std::to_string(points) + " points");
        }
    }
};

void ExpectSoundFaces(vtkUnstructuredGrid* grid)
{
    auto* faces = grid->GetFaces();
    auto* starts = grid->GetFaceLocations();
    const auto length = faces ? faces->GetNumberOfValues() : 0;
    for (vtkIdType i = 0; i < grid->GetNumberOfCells(); i++)
    {
        if (grid->GetCellType(i) != VTK_POLYHEDRON) continue;
        auto at = faces && starts && i < starts->GetNumberOfValues() ? starts->GetValue(i) : -1;
        if (at < 0 || at >= length) Damaged("cell " + std::to_string(i) + " is a polyhedron without faces");
        const auto count = faces->GetValue(at++);
        for (vtkIdType face = 0; face < count; face++)
        {
            const auto points = at < length ? faces->GetValue(at++) : -1;
            if (points < 0 || points > length - at) Damaged("the face stream of cell " + std::to_string(i) + " is cut short");
            for (vtkIdType point = 0; point < points; point++)
            {
                const auto id = faces->GetValue(at++);
                if (id < 0 || id >= grid->GetNumberOfPoints())
                    Damaged("a face of cell " + std::to_string(i) + " names point " + std::to_string(id) + ", but there are " +
                        std::to_string(grid->GetNumberOfPoints()) + " points");
            }
        }
    }
}
}

namespace cfdb
{
void ExpectSound(vtkUnstructuredGrid* grid)
{
    if (!grid->GetCells() || grid->GetNumberOfCells() == 0) return;
    grid->GetCells()->Visit(SoundCells{}, grid);
    ExpectSoundFaces(grid);
}
}
