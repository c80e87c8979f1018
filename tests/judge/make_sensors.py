"""A run and its sensors, all written by VTK: make_sensors.py FOLDER.

flow_<i>.vti with its flow.pvd is a wave that travels over 24 x 10 cells, 40 steps; sensors.vtp.series are 6 points that read it
at half-way times and, from step 20 on, at the steps' own; sensors.vtp has all readings in one file with an array "time".
"""
import json
import math
import os
import sys

from vtkmodules.vtkCommonCore import vtkFloatArray, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkIOXML import vtkXMLImageDataWriter, vtkXMLPolyDataWriter

STEP = 0.25
PLACES = [(3.3, 2.2), (8.7, 7.4), (12.1, 4.8), (15.5, 1.6), (18.2, 8.3), (21.4, 5.1)]


def wave(x, y, t):
    return (1 + 0.3 * math.sin(0.5 * x - t), 0.4 * math.cos(0.5 * x - t) * math.sin(0.3 * y), 1e-18 * math.sin(77 * x + t)), 0.2 * math.sin(1.0 * x - 2 * t + 0.1 * y)


def arrays(data, rows):
    for name, components, values in (("U", 3, [row[0] for row in rows]), ("p", 1, [(row[1],) for row in rows])):
        array = vtkFloatArray()
        array.SetName(name)
        array.SetNumberOfComponents(components)
        for value in values:
            array.InsertNextTuple(value)
        data.AddArray(array)


def write(kind, data, path):
    writer = kind()
    writer.SetFileName(path)
    writer.SetInputData(data)
    writer.SetDataModeToAscii()
    writer.Write()


def cloud(rows):
    points, cells, data = vtkPoints(), vtkCellArray(), vtkPolyData()
    for i, (x, y) in enumerate(place for place, _ in rows):
        points.InsertNextPoint(x, y, 0.5)
        cells.InsertNextCell(1)
        cells.InsertCellPoint(i)
    data.SetPoints(points)
    data.SetVerts(cells)
    return data


folder = sys.argv[1]
names = []
for step in range(40):
    image = vtkImageData()
    image.SetDimensions(25, 11, 2)
    arrays(image.GetCellData(), [wave(i + 0.5, j + 0.5, STEP * step) for j in range(10) for i in range(24)])
    names.append((f"flow_{step}.vti", STEP * step))
    write(vtkXMLImageDataWriter, image, os.path.join(folder, names[-1][0]))
with open(os.path.join(folder, "flow.pvd"), "w") as index:
    index.write('<VTKFile type="Collection" version="0.1"><Collection>\n')
    index.writelines(f'<DataSet timestep="{time}" file="{name}"/>\n' for name, time in names)
    index.write("</Collection></VTKFile>\n")

times = [STEP * (i + 0.5) for i in range(10, 14)] + [STEP * i for i in range(20, 32)]
files = []
for number, time in enumerate(times):
    data = cloud([(place, time) for place in PLACES])
    arrays(data.GetPointData(), [wave(x, y, time) for x, y in PLACES])
    files.append({"name": f"sensors_{number}.vtp", "time": time})
    write(vtkXMLPolyDataWriter, data, os.path.join(folder, files[-1]["name"]))
with open(os.path.join(folder, "sensors.vtp.series"), "w") as index:
    json.dump({"file-series-version": "1.0", "files": files}, index)

rows = [(place, time) for time in times for place in PLACES]
data = cloud(rows)
arrays(data.GetPointData(), [wave(x, y, time) for (x, y), time in rows])
when = vtkFloatArray()
when.SetName("time")
for _, time in rows:
    when.InsertNextValue(time)
data.GetPointData().AddArray(when)
write(vtkXMLPolyDataWriter, data, os.path.join(folder, "all.vtp"))
write(vtkXMLPolyDataWriter, cloud(rows[:6]), os.path.join(folder, "bare.vtp"))
data = cloud(rows[:6])
arrays(data.GetPointData(), [wave(x, y, 0) for (x, y), _ in rows[:6]])
write(vtkXMLPolyDataWriter, data, os.path.join(folder, "timeless.vtp"))
