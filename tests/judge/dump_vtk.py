"""ParaView as the judge: dump_vtk.py FILE... prints, as one JSON object by path, what its own readers find.

One process for all files, because starting it costs more than reading them. Needs no display.
"""
import json
import math
import sys

from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkCommand, vtkIdList
from vtkmodules.vtkCommonDataModel import vtkCompositeDataSet, vtkPointSet, vtkUnstructuredGrid
from vtkmodules.vtkIOLegacy import vtkDataSetReader
from vtkmodules.vtkIOXML import (vtkXMLImageDataReader, vtkXMLPImageDataReader, vtkXMLPolyDataReader, vtkXMLPPolyDataReader,
                                 vtkXMLPUnstructuredGridReader, vtkXMLRectilinearGridReader, vtkXMLStructuredGridReader,
                                 vtkXMLUnstructuredGridReader)

READERS = {"vtu": vtkXMLUnstructuredGridReader, "pvtu": vtkXMLPUnstructuredGridReader, "vtp": vtkXMLPolyDataReader,
           "pvtp": vtkXMLPPolyDataReader, "vti": vtkXMLImageDataReader, "pvti": vtkXMLPImageDataReader,
           "vtr": vtkXMLRectilinearGridReader, "vts": vtkXMLStructuredGridReader, "vtk": vtkDataSetReader}
POLYHEDRON = 42


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def arrays(attributes):
    found = {}
    for index in range(attributes.GetNumberOfArrays()):
        array = attributes.GetArray(index)
        if array is None:
            continue
        found[array.GetName()] = {"type": array.GetDataTypeAsString(), "components": array.GetNumberOfComponents(),
                                  "values": [plain(v) for v in vtk_to_numpy(array).ravel()]}
    return found


def cells(data):
    types, points, faces = [], [], []
    ids = vtkIdList()
    for index in range(data.GetNumberOfCells()):
        types.append(data.GetCellType(index))
        data.GetCellPoints(index, ids)
        points.append([ids.GetId(i) for i in range(ids.GetNumberOfIds())])
        stream = []
        if types[-1] == POLYHEDRON and isinstance(data, vtkUnstructuredGrid):
            data.GetFaceStream(index, ids)
            stream = [ids.GetId(i) for i in range(ids.GetNumberOfIds())]
        faces.append(stream)
    return types, points, faces


def dump(data):
    types, points, faces = cells(data)
    found = {"class": data.GetClassName(), "points": [plain(x) for i in range(data.GetNumberOfPoints()) for x in data.GetPoint(i)],
             "pointType": data.GetPoints().GetData().GetDataTypeAsString() if isinstance(data, vtkPointSet) and data.GetPoints() else "",
             "types": types, "cells": points, "faces": faces,
             "cellData": arrays(data.GetCellData()), "pointData": arrays(data.GetPointData())}
    time = data.GetFieldData().GetArray("TimeValue")
    if time is not None:
        found["time"] = plain(time.GetTuple1(0))
        found["timeType"] = time.GetDataTypeAsString()
    return found


def read(path):
    reader = READERS[path.rsplit(".", 1)[1]]()
    complaints = []
    reader.AddObserver(vtkCommand.ErrorEvent, lambda *_: complaints.append("error"))
    reader.AddObserver(vtkCommand.WarningEvent, lambda *_: complaints.append("warning"))
    reader.SetFileName(path)
    if isinstance(reader, vtkDataSetReader):
        for kind in ("Scalars", "Vectors", "Normals", "Tensors", "ColorScalars", "TCoords", "Fields"):
            getattr(reader, "ReadAll%sOn" % kind)()
    reader.Update()
    found = dump(reader.GetOutputDataObject(0))
    found["complaints"] = complaints
    return found


def leaves(data):
    if data is None:
        return []
    if not isinstance(data, vtkCompositeDataSet):
        return [data]
    iterator = data.NewIterator()
    found = []
    while not iterator.IsDoneWithTraversal():
        found.append(iterator.GetCurrentDataObject())
        iterator.GoToNextItem()
    return found


def series(path):
    from paraview import servermanager, simple
    source = simple.OpenDataFile(path)
    times = list(getattr(source, "TimestepValues", []) or [])
    steps = []
    for time in times:
        source.UpdatePipeline(time)
        steps.append([dump(leaf) for leaf in leaves(servermanager.Fetch(source))])
    simple.Delete(source)
    return {"times": times, "steps": steps}


if __name__ == "__main__":
    result = {path: series(path) if path.endswith((".pvd", ".series")) else read(path) for path in sys.argv[1:]}
    json.dump(result, sys.stdout)
