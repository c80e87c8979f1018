// The steps of reading one file, in order: Read, Flattened, ExpectSound, WithoutGhosts, Send.
#pragma once

#include <cstdio>
#include <optional>
#include <string>

#include <vtkDataSet.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include "../Shim/guard.h"

namespace cfdb
{
struct Content
{
    vtkSmartPointer<vtkUnstructuredGrid> grid;
    std::optional<double> time;  // FieldData TimeValue
};

// Reads one file of any supported kind, by its extension.
Content Read(const std::string& path);

// FieldData TimeValue of an XML file, without reading its mesh.
std::optional<double> ReadTime(const std::string& path);

// Any dataset as explicit cells over explicit points, in VTK's own cell order.
vtkSmartPointer<vtkUnstructuredGrid> Flattened(vtkDataSet* data);

// Throws BadFile unless every index stays in its array: from here on the grid may be walked without checks.
void ExpectSound(vtkUnstructuredGrid* grid);

// Takes out the cells that a parallel writer marked as another piece's (or as blanked), and the points only they used.
vtkSmartPointer<vtkUnstructuredGrid> WithoutGhosts(vtkSmartPointer<vtkUnstructuredGrid> grid);

// Writes the grid in the form that NativeReader.cs reads.
void Send(const Content& content, std::FILE* to);
}
