#include "reader.h"

#include <limits>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkIdList.h>
#include <vtkPointData.h>
#include <vtkPointSet.h>
#include <vtkPolyData.h>
#include <vtkUnsignedCharArray.h>

namespace
{
vtkSmartPointer<vtkPoints> PointsOf(vtkDataSet* data)
{
    auto* set = vtkPointSet::SafeDownCast(data);
    if (set && set->GetPoints()) return set->GetPoints();
    const auto points = vtkSmartPointer<vtkPoints>::New();
    points->SetDataTypeToDouble();
    if (set) return points;
    points->SetNumberOfPoints(data->GetNumberOfPoints());
    double at[3];
    for (vtkIdType i = 0; i < data->GetNumberOfPoints(); i++)
    {
        data->GetPoint(i, at);
        points->SetPoint(i, at);
    }

    return points;
}

struct Cells
{
    vtkSmartPointer<vtkCellArray> table = vtkSmartPointer<vtkCellArray>::New();
    vtkSmartPointer<vtkUnsignedCharArray> types = vtkSmartPointer<vtkUnsignedCharArray>::New();

    // The cell's type by its number of points: the special name for that number, or the general one.
    void Add(vtkCellArray* source, vtkIdType special_size, int special, int general, vtkIdType other_size = -1, int other = 0)
    {
        if (!source) return;
        const auto ids = vtkSmartPointer<vtkIdList>::New();
        for (vtkIdType i = 0; i < source->GetNumberOfCells(); i++)
        {
            source->GetCellAtId(i, ids);
            const auto size = ids->GetNumberOfIds();
            table->InsertNextCell(ids);
            types->InsertNextValue(static_cast<unsigned char>(size == special_size ? special : size == other_size ? other : general));
        }
    }
};

// The order of vtkPolyData's cell data: verts, lines, polys, strips.
Cells CellsOfSurface(vtkPolyData* surface)
{
    Cells cells;
    cells.Add(surface->GetVerts(), 1, VTK_VERTEX, VTK_POLY_VERTEX);
    cells.Add(surface->GetLines(), 2, VTK_LINE, VTK_POLY_LINE);
    cells.Add(surface->GetPolys(), 3, VTK_TRIANGLE, VTK_POLYGON, 4, VTK_QUAD);
    cells.Add(surface->GetStrips(), 3, VTK_TRIANGLE, VTK_TRIANGLE_STRIP);
    return cells;
}

Cells CellsOfStructured(vtkDataSet* data)
{
    // Eight points to a cell must still be countable in 32 bits.
    if (data->GetNumberOfCells() > std::numeric_limits<int32_t>::max() / 8 || data->GetNumberOfPoints() > std::numeric_limits<int32_t>::max() / 3)
        throw cfdb::BadFile("a structured grid of " + std::to_string(data->GetNumberOfCells()) + " cells is too large");
    Cells cells;
    const auto ids = vtkSmartPointer<vtkIdList>::New();
    for (vtkIdType i = 0; i < data->GetNumberOfCells(); i++)
    {
        const auto type = data->GetCellType(i);
        data->GetCellPoints(i, ids);
        cells.table->InsertNextCell(ids);
        cells.types->InsertNextValue(static_cast<unsigned char>(type));
    }

    return cells;
}
}

namespace cfdb
{
vtkSmartPointer<vtkUnstructuredGrid> Flattened(vtkDataSet* data)
{
    if (auto* grid = vtkUnstructuredGrid::SafeDownCast(data)) return grid;
    const auto flat = vtkSmartPointer<vtkUnstructuredGrid>::New();
    auto* surface = vtkPolyData::SafeDownCast(data);
    const auto cells = surface ? CellsOfSurface(surface) : CellsOfStructured(data);
    flat->SetPoints(PointsOf(data));
    flat->SetCells(cells.types, cells.table);
    flat->GetCellData()->ShallowCopy(data->GetCellData());
    flat->GetPointData()->ShallowCopy(data->GetPointData());
    return flat;
}
}
