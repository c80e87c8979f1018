"""VTK as the judge of interpolation: resample_vtk.py SOURCE.vtu PLACES.vtu ARRAY prints the cell array at the places.

"Cell Data to Point Data", then "Resample With Dataset" as ParaView calls them; values where the probe finds no cell are null.
"""
import json
import sys

from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersCore import vtkCellCenters, vtkCellDataToPointData, vtkProbeFilter
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader

source, places = vtkXMLUnstructuredGridReader(), vtkXMLUnstructuredGridReader()
source.SetFileName(sys.argv[1])
places.SetFileName(sys.argv[2])
points, centres, probe = vtkCellDataToPointData(), vtkCellCenters(), vtkProbeFilter()
points.SetInputConnection(source.GetOutputPort())
centres.SetInputConnection(places.GetOutputPort())
probe.SetInputConnection(centres.GetOutputPort())
probe.SetSourceConnection(points.GetOutputPort())
probe.Update()
data = probe.GetOutput().GetPointData()
valid = vtk_to_numpy(data.GetArray(probe.GetValidPointMaskArrayName()))
values = vtk_to_numpy(data.GetArray(sys.argv[3])).reshape(len(valid), -1)
json.dump([[float(v) for v in row] if ok else None for row, ok in zip(values, valid)], sys.stdout)
