// Takes out the cells that belong to another piece. vtkUnstructuredGrid::RemoveGhostCells would do it, but VTK 9.1's
// crashes on polyhedra.
#include "reader.h"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkIdList.h>
#include <vtkIdTypeArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkUnsignedCharArray.h>

namespace
{
std::vector<vtkIdType> KeptCells(vtkUnstructuredGrid* grid)
{
    auto* ghosts = vtkUnsignedCharArray::SafeDownCast(grid->GetCellData()->GetArray(vtkDataSetAttributes::GhostArrayName()));
    constexpr auto gone = vtkDataSetAttributes::DUPLICATECELL | vtkDataSetAttributes::HIDDENCELL;
    std::vector<vtkIdType> kept;
    for (vtkIdType i = 0; i < grid->GetNumberOfCells(); i++)
    {
        const bool ghost = ghosts && i < ghosts->GetNumberOfValues() && (ghosts->GetValue(i) & gone);
        // The empty type is what VTK gives to a blanked cell of a structured grid.
        if (!ghost && grid->GetCellType(i) != VTK_EMPTY_CELL) kept.push_back(i);
    }

    return kept;
}

// New numbers for the points that the kept cells use; the others go.
struct Renumbered
{
    std::vector<vtkIdType> to;
    std::vector<vtkIdType> from;

    explicit Renumbered(vtkIdType points) : to(static_cast<size_t>(points), -1) {}
    void Use(vtkIdType point) { to[static_cast<size_t>(point)] = 0; }

    void Number()
    {
        for (size_t i = 0; i < to.size(); i++)
        {
            if (to[i] < 0) continue;
            to[i] = static_cast<vtkIdType>(from.size());
            from.push_back(static_cast<vtkIdType>(i));
        }
    }
};

template <class Visit>
vtkIdType ForEachFacePoint(vtkUnstructuredGrid* grid, vtkIdType cell, Visit&& visit)  // returns the end of the stream
{
    auto* faces = grid->GetFaces();
    auto at = grid->GetFaceLocations()->GetValue(cell);
    for (auto face = faces->GetValue(at++); face > 0; face--)
        for (auto point = faces->GetValue(at++); point > 0; point--) visit(at++);
    return at;
}

void CopyRows(vtkDataSetAttributes* from, vtkDataSetAttributes* to, const std::vector<vtkIdType>& rows)
{
    for (int i = 0; i < from->GetNumberOfArrays(); i++)
    {
        auto* source = from->GetArray(i);
        if (!source || !source->GetName()) continue;
        const auto copy = vtkSmartPointer<vtkDataArray>::Take(source->NewInstance());
        copy->SetName(source->GetName());
        copy->SetNumberOfComponents(source->GetNumberOfComponents());
        copy->SetNumberOfTuples(static_cast<vtkIdType>(rows.size()));
        for (size_t row = 0; row < rows.size(); row++)
        {
            if (rows[row] >= source->GetNumberOfTuples()) throw cfdb::BadFile(std::string("array ") + source->GetName() + " is too short");
            copy->SetTuple(static_cast<vtkIdType>(row), rows[row], source);
        }

        to->AddArray(copy);
    }
}
}

namespace cfdb
{
vtkSmartPointer<vtkUnstructuredGrid> WithoutGhosts(vtkSmartPointer<vtkUnstructuredGrid> grid)
{
    const auto cells = KeptCells(grid);
    if (static_cast<vtkIdType>(cells.size()) == grid->GetNumberOfCells()) return grid;

    Renumbered points(grid->GetNumberOfPoints());
    const auto ids = vtkSmartPointer<vtkIdList>::New();
    for (const auto cell : cells)
    {
        grid->GetCells()->GetCellAtId(cell, ids);
        for (vtkIdType i = 0; i < ids->GetNumberOfIds(); i++) points.Use(ids->GetId(i));
        if (grid->GetCellType(cell) == VTK_POLYHEDRON)
            ForEachFacePoint(grid, cell, [&](vtkIdType at) { points.Use(grid->GetFaces()->GetValue(at)); });
    }

    points.Number();
    const auto kept = vtkSmartPointer<vtkUnstructuredGrid>::New();
    const auto coordinates = vtkSmartPointer<vtkPoints>::New();
    coordinates->SetDataType(grid->GetPoints()->GetDataType());
    coordinates->SetNumberOfPoints(static_cast<vtkIdType>(points.from.size()));
    for (size_t i = 0; i < points.from.size(); i++)
        coordinates->SetPoint(static_cast<vtkIdType>(i), grid->GetPoint(points.from[i]));

    const auto table = vtkSmartPointer<vtkCellArray>::New();
    const auto types = vtkSmartPointer<vtkUnsignedCharArray>::New();
    const auto faces = vtkSmartPointer<vtkIdTypeArray>::New();
    const auto starts = vtkSmartPointer<vtkIdTypeArray>::New();
    for (const auto cell : cells)
    {
        grid->GetCells()->GetCellAtId(cell, ids);
        for (vtkIdType i = 0; i < ids->GetNumberOfIds(); i++) ids->SetId(i, points.to[static_cast<size_t>(ids->GetId(i))]);
        table->InsertNextCell(ids);
        types->InsertNextValue(static_cast<unsigned char>(grid->GetCellType(cell)));
        const bool polyhedron = grid->GetCellType(cell) == VTK_POLYHEDRON;
        starts->InsertNextValue(polyhedron ? faces->GetNumberOfValues() : -1);
        if (!polyhedron) continue;
        auto* source = grid->GetFaces();
        auto copied = grid->GetFaceLocations()->GetValue(cell);
        const auto end = ForEachFacePoint(grid, cell, [&](vtkIdType at)
        {
            for (; copied < at; copied++) faces->InsertNextValue(source->GetValue(copied));  // the counts between
            faces->InsertNextValue(points.to[static_cast<size_t>(source->GetValue(copied++))]);
        });
        for (; copied < end; copied++) faces->InsertNextValue(source->GetValue(copied));
    }

    kept->SetPoints(coordinates);
    if (faces->GetNumberOfValues() > 0) kept->SetCells(types, table, starts, faces);
    else kept->SetCells(types, table);
    CopyRows(grid->GetCellData(), kept->GetCellData(), cells);
    CopyRows(grid->GetPointData(), kept->GetPointData(), points.from);
    return kept;
}
}
