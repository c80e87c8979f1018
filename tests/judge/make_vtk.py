"""Writes one small file of every kind that VTK itself can write: make_vtk.py FOLDER.

The readers under test meet here files that their own writer would never make: every encoding, byte order, compressor,
header width, the legacy formats, pieces with ghost cells, and arrays that are to be ignored.
"""
import os
import sys

from vtkmodules.vtkCommonCore import (vtkDoubleArray, vtkFloatArray, vtkIdList, vtkIntArray, vtkPoints, vtkStringArray,
                                      vtkUnsignedCharArray)
from vtkmodules.vtkCommonDataModel import (vtkCellArray, vtkImageData, vtkMultiBlockDataSet, vtkPolyData, vtkRectilinearGrid,
                                           vtkStructuredGrid, vtkUnstructuredGrid)
from vtkmodules.vtkIOLegacy import vtkDataSetWriter
from vtkmodules.vtkIOXML import (vtkXMLImageDataWriter, vtkXMLMultiBlockDataWriter, vtkXMLPolyDataWriter,
                                 vtkXMLRectilinearGridWriter, vtkXMLStructuredGridWriter, vtkXMLUnstructuredGridWriter)

TETRA, VOXEL, HEXAHEDRON, WEDGE, PYRAMID, POLYHEDRON = 10, 11, 12, 13, 14, 42


def array(kind, name, components, values):
    made = kind()
    made.SetName(name)
    made.SetNumberOfComponents(components)
    for value in values:
        made.InsertNextValue(value)
    return made


def with_data(data, strings=True):
    cells, points = data.GetNumberOfCells(), data.GetNumberOfPoints()
    data.GetCellData().AddArray(array(vtkFloatArray, "U", 3, [0.1 * i for i in range(3 * cells)]))
    data.GetCellData().AddArray(array(vtkDoubleArray, "p", 1, [1 / (1 + i) for i in range(cells)]))
    data.GetCellData().AddArray(array(vtkIntArray, "rank", 1, range(cells)))
    data.GetPointData().AddArray(array(vtkDoubleArray, "p", 1, [2 / (1 + i) for i in range(points)]))
    if strings:
        data.GetCellData().AddArray(array(vtkStringArray, "label", 1, ["cell %d" % i for i in range(cells)]))
    data.GetFieldData().AddArray(array(vtkDoubleArray, "TimeValue", 1, [0.1 + 0.2]))
    return data


def lattice(n=3):
    return [(0.1 * i, 0.2 * j, 0.3 * k) for k in range(n) for j in range(n) for i in range(n)]


def unstructured():
    grid = vtkUnstructuredGrid()
    points = vtkPoints()
    points.SetDataTypeToDouble()
    for at in lattice():
        points.InsertNextPoint(*at)
    grid.SetPoints(points)
    grid.InsertNextCell(HEXAHEDRON, 8, [0, 1, 4, 3, 9, 10, 13, 12])
    grid.InsertNextCell(VOXEL, 8, [1, 2, 4, 5, 10, 11, 13, 14])
    grid.InsertNextCell(TETRA, 4, [3, 4, 6, 12])
    grid.InsertNextCell(WEDGE, 6, [4, 5, 7, 13, 14, 16])
    grid.InsertNextCell(PYRAMID, 5, [9, 10, 13, 12, 22])
    faces = [[10, 11, 14, 13], [19, 20, 23, 22], [10, 19, 20, 11], [11, 20, 23, 14], [14, 23, 22, 13], [13, 22, 19, 10]]
    stream = vtkIdList()
    stream.InsertNextId(len(faces))
    for face in faces:
        stream.InsertNextId(len(face))
        for point in face:
            stream.InsertNextId(point)
    grid.InsertNextCell(POLYHEDRON, stream)
    return grid


def surface():
    data = vtkPolyData()
    points = vtkPoints()
    for at in lattice():
        points.InsertNextPoint(*at)
    data.SetPoints(points)
    for put, cells in ((data.SetVerts, [[0], [1, 2]]), (data.SetLines, [[3, 4], [5, 6, 7]]),
                       (data.SetPolys, [[0, 1, 3], [0, 1, 4, 3], [9, 10, 11, 14, 12]]), (data.SetStrips, [[18, 19, 21, 22]])):
        table = vtkCellArray()
        for cell in cells:
            table.InsertNextCell(len(cell), cell)
        put(table)
    return data


def image(dimensions=(3, 4, 2)):
    data = vtkImageData()
    data.SetDimensions(*dimensions)
    data.SetOrigin(1, 2, 3)
    data.SetSpacing(0.1, 0.2, 0.3)
    return data


def rectilinear():
    data = vtkRectilinearGrid()
    data.SetDimensions(3, 4, 2)
    for put, values in ((data.SetXCoordinates, [0, 1, 3]), (data.SetYCoordinates, [0, 1, 3, 7]), (data.SetZCoordinates, [0, 1])):
        put(array(vtkDoubleArray, "", 1, values))
    return data


def structured():
    data = vtkStructuredGrid()
    data.SetDimensions(3, 3, 3)
    points = vtkPoints()
    for at in lattice():
        points.InsertNextPoint(at[0] + at[1] * at[2], *at[1:])
    data.SetPoints(points)
    return data


def ghosts(data, marks):
    made = array(vtkUnsignedCharArray, "vtkGhostType", 1, marks)
    data.GetCellData().AddArray(made)
    return data


def xml(writer, data, path, *settings):
    writer = writer()
    writer.SetFileName(path)
    writer.SetInputData(data)
    for setting in settings:
        setting(writer)
    assert writer.Write() == 1, path


def legacy(data, path, binary):
    writer = vtkDataSetWriter()
    writer.SetFileName(path)
    writer.SetInputData(data)
    if binary:
        writer.SetFileTypeToBinary()
    assert writer.Write() == 1, path


ENCODINGS = {
    "ascii": [lambda w: w.SetDataModeToAscii()],
    "base64": [lambda w: w.SetDataModeToBinary(), lambda w: w.SetCompressorTypeToNone()],
    "base64-zlib": [lambda w: w.SetDataModeToBinary()],
    "appended-raw": [lambda w: w.SetDataModeToAppended(), lambda w: w.EncodeAppendedDataOff(), lambda w: w.SetCompressorTypeToNone()],
    "appended-zlib64": [lambda w: w.SetDataModeToAppended(), lambda w: w.EncodeAppendedDataOff(), lambda w: w.SetHeaderTypeToUInt64()],
    "appended-encoded": [lambda w: w.SetDataModeToAppended(), lambda w: w.EncodeAppendedDataOn()],
    "appended-lz4": [lambda w: w.SetDataModeToAppended(), lambda w: w.SetCompressorTypeToLZ4()],
    "appended-lzma": [lambda w: w.SetDataModeToAppended(), lambda w: w.SetCompressorTypeToLZMA()],
    "big-endian": [lambda w: w.SetByteOrderToBigEndian()],
}


def parallel(folder, name, extension, kind, body, pieces):
    with open(os.path.join(folder, name), "w") as out:
        out.write('<?xml version="1.0"?>\n<VTKFile type="P%s" version="0.1" byte_order="LittleEndian">\n' % kind)
        out.write('  <P%s %s>\n' % (kind, body))
        out.write('    <PPointData><PDataArray type="Float64" Name="p"/></PPointData>\n')
        out.write('    <PCellData><PDataArray type="Float32" Name="U" NumberOfComponents="3"/>'
                  '<PDataArray type="Float64" Name="p"/><PDataArray type="Int32" Name="rank"/></PCellData>\n')
        out.write('    <PPoints><PDataArray type="%s" Name="Points" NumberOfComponents="3"/></PPoints>\n'
                  % ("Float32" if kind == "PolyData" else "Float64") if kind != "ImageData" else "")
        for piece in pieces:
            out.write('    <Piece %s/>\n' % piece)
        out.write('  </P%s>\n</VTKFile>\n' % kind)


def main(folder):
    at = lambda name: os.path.join(folder, name)
    os.makedirs(folder, exist_ok=True)
    for name, settings in ENCODINGS.items():
        xml(vtkXMLUnstructuredGridWriter, with_data(unstructured()), at("unstructured-%s.vtu" % name), *settings)
    for name, writer, data, extension in (("surface", vtkXMLPolyDataWriter, surface, "vtp"), ("image", vtkXMLImageDataWriter, image, "vti"),
                                          ("rectilinear", vtkXMLRectilinearGridWriter, rectilinear, "vtr"),
                                          ("structured", vtkXMLStructuredGridWriter, structured, "vts")):
        for encoding in ("ascii", "base64", "appended-zlib64"):
            xml(writer, with_data(data()), at("%s-%s.%s" % (name, encoding, extension)), *ENCODINGS[encoding])
        for binary in (False, True):
            legacy(with_data(data(), strings=False), at("%s-%s.vtk" % (name, "binary" if binary else "ascii")), binary)
    for binary in (False, True):
        legacy(with_data(unstructured(), strings=False), at("unstructured-%s.vtk" % ("binary" if binary else "ascii")), binary)
    xml(vtkXMLImageDataWriter, with_data(image((3, 4, 1))), at("image-flat.vti"))
    xml(vtkXMLImageDataWriter, with_data(image((5, 1, 1))), at("image-line.vti"))

    # Cells that belong to another piece, or are blanked: the reader must leave them out, with the points only they use.
    xml(vtkXMLUnstructuredGridWriter, ghosts(with_data(unstructured()), [0, 1, 0, 0, 32, 0]), at("ghosts.vtu"))
    xml(vtkXMLStructuredGridWriter, ghosts(with_data(structured()), [0, 0, 32, 0, 0, 1, 0, 0]), at("ghosts.vts"))

    for piece in range(2):
        xml(vtkXMLUnstructuredGridWriter, with_data(unstructured()), at("pieces_%d.vtu" % piece))
        xml(vtkXMLPolyDataWriter, with_data(surface()), at("pieces_%d.vtp" % piece))
    parallel(folder, "pieces.pvtu", "vtu", "UnstructuredGrid", 'GhostLevel="0"', ['Source="pieces_%d.vtu"' % i for i in range(2)])
    parallel(folder, "pieces.pvtp", "vtp", "PolyData", 'GhostLevel="0"', ['Source="pieces_%d.vtp"' % i for i in range(2)])
    for piece in range(2):
        data = vtkImageData()
        data.SetExtent(2 * piece, 2 * piece + 2, 0, 2, 0, 1)
        xml(vtkXMLImageDataWriter, with_data(data), at("halves_%d.vti" % piece))
    parallel(folder, "halves.pvti", "vti", "ImageData", 'WholeExtent="0 4 0 2 0 1" GhostLevel="0" Origin="0 0 0" Spacing="1 1 1"',
             ['Extent="%d %d 0 2 0 1" Source="halves_%d.vti"' % (2 * i, 2 * i + 2, i) for i in range(2)])

    blocks = vtkMultiBlockDataSet()
    for index, (name, data) in enumerate((("left", unstructured()), ("right", unstructured()), ("wall", surface()))):
        with_data(data)
        if name == "right":
            data.GetCellData().RemoveArray("rank")
        blocks.SetBlock(index, data)
        blocks.GetMetaData(index).Set(vtkMultiBlockDataSet.NAME(), name)
    xml(vtkXMLMultiBlockDataWriter, blocks, at("blocks.vtm"))


if __name__ == "__main__":
    main(sys.argv[1])
