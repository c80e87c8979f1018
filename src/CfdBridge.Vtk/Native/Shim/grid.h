#pragma once

#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include "cfdb_vtk.h"

struct cfdb_grid
{
    vtkSmartPointer<vtkUnstructuredGrid> data = vtkSmartPointer<vtkUnstructuredGrid>::New();
};
