// A grid over the caller's own memory: VTK arrays borrow the buffers (save = 1), so that a step is not copied on its
// way to the file. VTK wants mutable pointers; the writer does not write through them.
#include "grid.h"
#include "guard.h"

#include <memory>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkFloatArray.h>
#include <vtkIdTypeArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkTypeInt32Array.h>
#include <vtkUnsignedCharArray.h>

namespace
{
template <class Array, class Value>
vtkSmartPointer<Array> Borrow(const Value* values, int64_t count, int components = 1)
{
    const auto array = vtkSmartPointer<Array>::New();
    array->SetNumberOfComponents(components);
    using Own = typename Array::ValueType;
    if (count > 0) array->SetArray(reinterpret_cast<Own*>(const_cast<Value*>(values)), count, /* save */ 1);
    return array;
}

vtkSmartPointer<vtkDataArray> BorrowAs(int32_t type, const void* values, int64_t count, int components)
{
    switch (type)
    {
        case CFDB_FLOAT: return Borrow<vtkFloatArray>(static_cast<const float*>(values), count, components);
        case CFDB_DOUBLE: return Borrow<vtkDoubleArray>(static_cast<const double*>(values), count, components);
        case CFDB_UINT8: return Borrow<vtkUnsignedCharArray>(static_cast<const uint8_t*>(values), count, components);
        default: throw cfdb::Misuse("cfdb_grid_add_array: unknown number type");
    }
}

vtkSmartPointer<vtkIdTypeArray> Widened(const int32_t* values, int64_t count)
{
    const auto array = vtkSmartPointer<vtkIdTypeArray>::New();
    array->SetNumberOfValues(count);
    for (int64_t i = 0; i < count; i++) array->SetValue(i, values[i]);
    return array;
}
}

extern "C" int cfdb_grid_create(cfdb_grid** grid)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid != nullptr, "cfdb_grid_create: null argument");
        *grid = std::make_unique<cfdb_grid>().release();
    });
}

extern "C" int cfdb_grid_set_points(cfdb_grid* grid, const double* points, int64_t count)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid && (points || count == 0) && count % 3 == 0, "cfdb_grid_set_points: bad argument");
        const auto made = vtkSmartPointer<vtkPoints>::New();
        made->SetData(Borrow<vtkDoubleArray>(points, count, 3));
        grid->data->SetPoints(made);
    });
}

extern "C" int cfdb_grid_set_cells(cfdb_grid* grid, const cfdb_cells_t* cells)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid && cells && cells->offsets && (cells->cells == 0 || cells->types), "cfdb_grid_set_cells: null argument");
        const auto types = Borrow<vtkUnsignedCharArray>(cells->types, cells->cells);
        const auto table = vtkSmartPointer<vtkCellArray>::New();
        table->SetData(Borrow<vtkTypeInt32Array>(cells->offsets, cells->cells + 1),
            Borrow<vtkTypeInt32Array>(cells->connectivity, cells->connectivity_length));
        // Polyhedra must arrive together with their faces: without them VTK takes the connectivity for face streams.
        if (cells->faces_length > 0)
            grid->data->SetCells(types, table, Widened(cells->face_offsets, cells->cells), Widened(cells->faces, cells->faces_length));
        else
            grid->data->SetCells(types, table);
    });
}

extern "C" int cfdb_grid_add_array(cfdb_grid* grid, int32_t association, const char* name, int32_t components, int64_t rows,
    int32_t type, const void* values)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid && name && components > 0 && (values || rows == 0), "cfdb_grid_add_array: bad argument");
        const auto array = BorrowAs(type, values, rows * components, components);
        array->SetName(name);
        if (association == CFDB_CELL) grid->data->GetCellData()->AddArray(array);
        else grid->data->GetPointData()->AddArray(array);
    });
}

extern "C" int cfdb_grid_set_time(cfdb_grid* grid, double time)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid != nullptr, "cfdb_grid_set_time: null argument");
        const auto array = vtkSmartPointer<vtkDoubleArray>::New();
        array->SetName("TimeValue");
        array->InsertNextValue(time);
        grid->data->GetFieldData()->AddArray(array);
    });
}

extern "C" int cfdb_grid_free(cfdb_grid* grid)
{
    return cfdb::Guarded([&] { delete grid; });
}
