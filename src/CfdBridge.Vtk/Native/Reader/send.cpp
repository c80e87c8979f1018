#include "reader.h"

#include <cstring>
#include <limits>
#include <vector>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkIdTypeArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkUnsignedCharArray.h>

namespace
{
constexpr size_t Block = 1 << 16;

void Put(std::FILE* to, const void* bytes, size_t count)
{
    // The host has gone, or has had enough: nothing is left to do here.
    if (count > 0 && std::fwrite(bytes, 1, count, to) != count) throw std::runtime_error("the host closed the pipe");
}

template <class Value>
void Put(std::FILE* to, Value value) { Put(to, &value, sizeof(Value)); }

void PutText(std::FILE* to, const char* text)
{
    Put(to, static_cast<int32_t>(std::strlen(text)));
    Put(to, text, std::strlen(text));
}

int32_t Narrow(int64_t value)
{
    if (value > std::numeric_limits<int32_t>::max() || value < std::numeric_limits<int32_t>::min())
        throw cfdb::BadFile("a point or offset number of " + std::to_string(value) + " is beyond 32 bits; meshes of this size are not supported");
    return static_cast<int32_t>(value);
}

template <class Array>
void PutNarrowed(std::FILE* to, Array* values)
{
    const auto* from = values->GetPointer(0);
    const auto count = static_cast<int64_t>(values->GetNumberOfValues());
    std::vector<int32_t> block;
    block.reserve(Block);
    for (int64_t i = 0; i < count; i++)
    {
        block.push_back(Narrow(from[i]));
        if (block.size() < Block && i + 1 < count) continue;
        Put(to, block.data(), block.size() * sizeof(int32_t));
        block.clear();
    }
}

struct PutCells
{
    template <class State>
    void operator()(State& state, std::FILE* to)
    {
        PutNarrowed(to, state.GetOffsets());
        PutNarrowed(to, state.GetConnectivity());
    }
};

// Single precision stays single; everything else is sent in double.
void PutValues(std::FILE* to, vtkDataArray* values, bool single)
{
    const auto type = values->GetDataType();
    const auto count = static_cast<size_t>(values->GetNumberOfValues());
    if (values->HasStandardMemoryLayout() && type == (single ? VTK_FLOAT : VTK_DOUBLE))
    {
        Put(to, values->GetVoidPointer(0), count * (single ? sizeof(float) : sizeof(double)));
        return;
    }

    std::vector<double> row(static_cast<size_t>(values->GetNumberOfComponents()));
    for (vtkIdType i = 0; i < values->GetNumberOfTuples(); i++)
    {
        values->GetTuple(i, row.data());
        Put(to, row.data(), row.size() * sizeof(double));
    }
}

std::vector<vtkDataArray*> NumericArrays(vtkDataSetAttributes* attributes, vtkIdType rows, const char* place)
{
    std::vector<vtkDataArray*> found;
    for (int i = 0; i < attributes->GetNumberOfArrays(); i++)
    {
        auto* values = attributes->GetArray(i);  // null for strings and the like
        if (!values || !values->GetName() || !*values->GetName() || values->GetNumberOfComponents() < 1) continue;
        if (std::strcmp(values->GetName(), vtkDataSetAttributes::GhostArrayName()) == 0) continue;
        if (values->GetNumberOfTuples() != rows)
            throw cfdb::BadFile(std::string("array ") + values->GetName() + " has " + std::to_string(values->GetNumberOfTuples()) +
                " rows for " + std::to_string(rows) + place);
        found.push_back(values);
    }

    return found;
}

void PutArrays(std::FILE* to, const std::vector<vtkDataArray*>& arrays, int32_t association)
{
    for (auto* values : arrays)
    {
        const bool single = values->GetDataType() == VTK_FLOAT;
        Put(to, association);
        Put(to, static_cast<int32_t>(values->GetNumberOfComponents()));
        Put(to, static_cast<int32_t>(single ? CFDB_FLOAT : CFDB_DOUBLE));
        PutText(to, values->GetName());
        PutValues(to, values, single);
    }
}
}

namespace cfdb
{
void Send(const Content& content, std::FILE* to)
{
    auto* grid = content.grid.Get();
    const auto cells = grid->GetNumberOfCells();
    const auto onCells = NumericArrays(grid->GetCellData(), cells, " cells");
    const auto onPoints = NumericArrays(grid->GetPointData(), grid->GetNumberOfPoints(), " points");
    const auto connectivity = cells > 0 ? grid->GetCells()->GetNumberOfConnectivityIds() : 0;
    const auto faces = cells > 0 && grid->GetFaces() ? grid->GetFaces()->GetNumberOfValues() : 0;
    // What cannot be narrowed must be known before the first byte is sent: afterwards there is no way to say so.
    for (const auto size : {grid->GetNumberOfPoints() * 3, cells + 1, connectivity, faces}) Narrow(size);

    Put(to, static_cast<int32_t>(CFDB_OK));
    Put(to, static_cast<int32_t>(content.time.has_value()));
    Put(to, content.time.value_or(0));
    Put(to, static_cast<int32_t>(grid->GetNumberOfPoints()));
    Put(to, static_cast<int32_t>(cells));
    Put(to, static_cast<int32_t>(connectivity));
    Put(to, static_cast<int32_t>(faces));
    Put(to, static_cast<int32_t>(onCells.size() + onPoints.size()));
    if (grid->GetNumberOfPoints() > 0) PutValues(to, grid->GetPoints()->GetData(), false);
    if (cells > 0)
    {
        Put(to, grid->GetCellTypesArray()->GetPointer(0), static_cast<size_t>(cells));
        grid->GetCells()->Visit(PutCells{}, to);
    }

    if (faces > 0)
    {
        PutNarrowed(to, grid->GetFaces());
        for (vtkIdType i = 0; i < cells; i++)
            Put(to, grid->GetCellType(i) == VTK_POLYHEDRON ? static_cast<int32_t>(grid->GetFaceLocations()->GetValue(i)) : -1);
    }

    PutArrays(to, onCells, CFDB_CELL);
    PutArrays(to, onPoints, CFDB_POINT);
}
}
