#include "guard.h"

#include <vtkVersion.h>

extern "C" int cfdb_library_version(int32_t* major, int32_t* minor, int32_t* build)
{
    return cfdb::Guarded([&]
    {
        cfdb::Expect(major && minor && build, "cfdb_library_version: null argument");
        *major = vtkVersion::GetVTKMajorVersion();
        *minor = vtkVersion::GetVTKMinorVersion();
        *build = vtkVersion::GetVTKBuildVersion();
    });
}
