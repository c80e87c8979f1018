// What vtkCellDataToPointData and vtkProbeFilter do in a row, with the search done once for all steps and arrays.
#include "grid.h"
#include "guard.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include <vtkCellData.h>
#include <vtkCellDataToPointData.h>
#include <vtkFloatArray.h>
#include <vtkGenericCell.h>
#include <vtkPointData.h>
#include <vtkStaticCellLocator.h>

struct cfdb_probe
{
    vtkSmartPointer<vtkUnstructuredGrid> data;
    std::vector<int64_t> starts;    // of each place's points, and the end
    std::vector<int64_t> points;
    std::vector<double> weights;
};

namespace
{
constexpr const char* Values = "values";
constexpr const char* Known = "known";

vtkSmartPointer<vtkFloatArray> Borrowed(const char* name, const float* values, int64_t rows, int components)
{
    const auto array = vtkSmartPointer<vtkFloatArray>::New();
    array->SetName(name);
    array->SetNumberOfComponents(components);
    array->SetArray(const_cast<float*>(values), rows * components, /* save */ 1);
    return array;
}

// Cells that are not known count as zero, in the values and in the share that is known: the ratio is the known cells' mean.
vtkSmartPointer<vtkPointData> OnPoints(vtkUnstructuredGrid* data, const float* values, const uint8_t* known, int components)
{
    const auto cells = data->GetNumberOfCells();
    std::vector<float> masked, share;
    const auto input = vtkSmartPointer<vtkUnstructuredGrid>::New();
    input->CopyStructure(data);
    if (known)
    {
        masked.assign(values, values + cells * components);
        share.resize(cells);
        for (int64_t cell = 0; cell < cells; cell++)
        {
            share[cell] = known[cell] ? 1.0f : 0.0f;
            if (!known[cell]) std::fill_n(masked.begin() + cell * components, components, 0.0f);
        }
        input->GetCellData()->AddArray(Borrowed(Known, share.data(), cells, 1));
    }
    input->GetCellData()->AddArray(Borrowed(Values, known ? masked.data() : values, cells, components));
    const auto filter = vtkSmartPointer<vtkCellDataToPointData>::New();
    filter->SetInputData(input);
    filter->Update();
    const auto kept = vtkSmartPointer<vtkPointData>::New();
    kept->ShallowCopy(filter->GetOutput()->GetPointData());
    return kept;
}
}

extern "C" int cfdb_probe_create(const cfdb_grid* grid, const double* places, int64_t count, cfdb_probe** probe, int64_t* outside)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid && probe && outside && (places || count == 0) && count >= 0, "cfdb_probe_create: bad argument");
        auto made = std::make_unique<cfdb_probe>();
        made->data = grid->data;
        made->starts.reserve(count + 1);
        made->starts.push_back(0);
        *outside = 0;
        const auto locator = vtkSmartPointer<vtkStaticCellLocator>::New();
        locator->SetDataSet(made->data);
        locator->BuildLocator();
        const auto cell = vtkSmartPointer<vtkGenericCell>::New();
        std::vector<double> weights(std::max(8, made->data->GetMaxCellSize()));
        for (int64_t place = 0; place < count; place++)
        {
            double at[3] = { places[3 * place], places[3 * place + 1], places[3 * place + 2] }, inner[3];
            if (locator->FindCell(at, 0.0, cell, inner, weights.data()) < 0) (*outside)++;
            else
            {
                for (vtkIdType i = 0; i < cell->GetNumberOfPoints(); i++)
                {
                    made->points.push_back(cell->GetPointId(i));
                    made->weights.push_back(weights[i]);
                }
            }
            made->starts.push_back(static_cast<int64_t>(made->points.size()));
        }
        *probe = made.release();
    });
}

extern "C" int cfdb_probe_apply(const cfdb_probe* probe, const float* values, const uint8_t* known, int32_t components, float* result)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(probe && values && result && components > 0, "cfdb_probe_apply: bad argument");
        const auto arrays = OnPoints(probe->data, values, known, components);
        const auto* own = vtkFloatArray::SafeDownCast(arrays->GetArray(Values));
        const auto* share = vtkFloatArray::SafeDownCast(arrays->GetArray(Known));
        cfdb::Expect(own && (share || !known), "cfdb_probe_apply: VTK made no point data");
        const auto* at = const_cast<vtkFloatArray*>(own)->GetPointer(0);
        const auto* parts = share ? const_cast<vtkFloatArray*>(share)->GetPointer(0) : nullptr;
        std::vector<double> sums(components);
        for (size_t place = 0; place + 1 < probe->starts.size(); place++)
        {
            std::fill(sums.begin(), sums.end(), 0.0);
            auto total = 0.0;
            for (auto i = probe->starts[place]; i < probe->starts[place + 1]; i++)
            {
                const auto point = probe->points[i];
                const auto part = parts ? parts[point] : 1.0f;
                if (part <= 0) continue; // no cell around it is known
                total += probe->weights[i];
                for (auto c = 0; c < components; c++) sums[c] += probe->weights[i] * at[point * components + c] / part;
            }
            // All points of a place's cell together weigh one.
            for (auto c = 0; c < components; c++)
                result[place * components + c] = std::abs(total) > 1e-6 ? static_cast<float>(sums[c] / total) : std::numeric_limits<float>::quiet_NaN();
        }
    });
}

extern "C" int cfdb_probe_free(cfdb_probe* probe)
{
    return cfdb::Guarded([&] { delete probe; });
}
