#include "grid.h"
#include "guard.h"

#include <vtkErrorCode.h>
#include <vtkXMLUnstructuredGridWriter.h>

extern "C" int cfdb_grid_write(const cfdb_grid* grid, const char* path, int32_t level)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(grid && path && level >= 1 && level <= 9, "cfdb_grid_write: bad argument");
        const auto writer = vtkSmartPointer<vtkXMLUnstructuredGridWriter>::New();
        writer->SetFileName(path);
        writer->SetInputData(grid->data);
        writer->SetDataModeToAppended();
        writer->EncodeAppendedDataOff();
        writer->SetCompressorTypeToZLib();
        writer->SetCompressionLevel(level);
        writer->SetHeaderTypeToUInt64();
        writer->SetByteOrderToLittleEndian();
        const auto written = writer->Write();
        // VTK's own messages are collected by the guard; a failure without one still has a code.
        if (!written && cfdb::Messages().empty())
            throw std::runtime_error(vtkErrorCode::GetStringFromErrorCode(writer->GetErrorCode()));
    });
}
