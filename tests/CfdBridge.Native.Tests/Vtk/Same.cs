namespace CfdBridge.Native.Tests.Vtk;

/// <summary>Comparisons that are exact: a file format loses nothing.</summary>
static class Same
{
    public static void Content(DumpedDataset expected, Mesh mesh, IEnumerable<Field> fields)
    {
        Assert.Equal(expected.Points, mesh.Points);
        Assert.Equal(expected.Types, mesh.Cells.Types.Select(t => (int)t));
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            Assert.Equal(expected.Cells[cell], mesh.Cells.PointsOf(cell).ToArray());
            Assert.Equal(expected.Faces[cell], FacesOf(mesh.Cells, cell));
        }

        Arrays(expected.CellData, fields, FieldAssociation.Cell);
        Arrays(expected.PointData, fields, FieldAssociation.Point);
    }

    public static void Mesh(Mesh expected, Mesh actual) => Assert.Equal(expected.Id, actual.Id);

    public static void Fields(FieldSet expected, IEnumerable<Field> actual)
    {
        var left = actual.ToList();
        foreach (var field in expected)
        {
            var twin = Assert.Single(left, f => f.Name == field.Name && f.Association == field.Association);
            Assert.Equal(field.IsDouble, twin.IsDouble);
            Assert.Equal(field.Components, twin.Components);
            Assert.Equal(field.ToDouble(), twin.ToDouble());
            left.Remove(twin);
        }

        Assert.Empty(left);
    }

    static void Arrays(Dictionary<string, DumpedArray> expected, IEnumerable<Field> fields, FieldAssociation association)
    {
        var here = fields.Where(f => f.Association == association).ToArray();
        Assert.Equal(expected.Keys.Where(k => k != "vtkGhostType").Order(), here.Select(f => f.Name).Order());
        foreach (var field in here)
        {
            var array = expected[field.Name];
            Assert.Equal(array.Components, field.Components);
            Assert.Equal(array.Type == "float", !field.IsDouble);
            Assert.Equal(array.Values, field.ToDouble());
        }
    }

    static int[] FacesOf(CellTable cells, int cell)
    {
        if (cells.FaceOffsets.Length == 0 || cells.FaceOffsets[cell] < 0) return [];
        var start = cells.FaceOffsets[cell];
        var end = start + 1;
        for (var face = cells.Faces[start]; face > 0; face--) end += 1 + cells.Faces[end];
        return cells.Faces[start..end];
    }
}
