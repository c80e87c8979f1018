using System.Text.Json;
using CfdBridge.Testing;
using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.Vtk;

public sealed class ProbingTests
{
    [Theory]
    [InlineData(Lattice.Cells.Hexahedra)]
    [InlineData(Lattice.Cells.Polyhedra)]
    public void Cells_are_interpolated_as_ParaView_does_it(Lattice.Cells kind)
    {
        using var folder = new TempFolder();
        var (mesh, other) = (Lattice.Of((6, 5, 4), (x, y, _) => (x, y) == (3, 2), kind), Shifted(Lattice.Of((4, 4, 3), (_, _, _) => false), 1.27, 0.13));
        var field = Some.Vector("U", mesh.CellCount, cell => (Math.Sin(cell), cell, 1 / (1.0 + cell)));
        foreach (var (name, on, fields) in new[] { ("source.vtu", mesh, new FieldSet([field])), ("places.vtu", other, new FieldSet([])) }) VtuFile.Write(new(folder.At(name), 0, on, fields, Predicted: false));
        var judged = JsonSerializer.Deserialize<double[]?[]>(Judge.Python(Judge.Tests("judge", "resample_vtk.py"), folder.At("source.vtu"), folder.At("places.vtu"), "U"))!; // the script prints a list

        using var probe = new CellProbe(mesh, other.CellCentres);
        var found = probe.Apply(field.ToSingle(), 3);

        Assert.Equal(judged.Count(row => row is null), probe.Outside);
        Assert.InRange(probe.Outside, 1, other.CellCount / 2); // in the hole and beyond the sides
        for (var place = 0; place < other.CellCount; place++)
        {
            for (var c = 0; c < 3; c++)
            {
                if (judged[place] is { } row) Assert.Equal(row[c], found[3 * place + c], 2e-4); // values up to 120, single precision; ParaView's in double
                else Assert.True(float.IsNaN(found[3 * place + c]));
            }
        }
    }

    [Fact]
    public void Cells_that_are_held_back_do_not_count_and_those_around_them_do()
    {
        var mesh = Lattice.Of((9, 9, 1), (_, _, _) => false);
        byte[] known = [.. Enumerable.Range(0, mesh.CellCount).Select(cell => (byte)(cell % 7 == 0 ? 0 : 1))];
        float[] Values(float hidden) => [.. known.Select((one, cell) => one == 0 ? hidden : 2 + 0.5f * (float)mesh.CellCentres[3 * cell])];

        using var probe = new CellProbe(mesh, mesh.CellCentres);
        var (one, other) = (probe.Apply(Values(0), 1, known), probe.Apply(Values(99), 1, known));

        Assert.Equal(one, other);
        Assert.All(Enumerable.Range(0, mesh.CellCount).Where(cell => known[cell] == 0 && mesh.CellCentres[3 * cell] is > 1 and < 8),
            cell => Assert.Equal(2 + 0.5 * mesh.CellCentres[3 * cell], one[cell], 0.5)); // one cell to the side is a step of .5
    }

    [Fact]
    public void Where_no_cell_around_is_known_nothing_is()
    {
        var mesh = Lattice.Of((3, 1, 1), (_, _, _) => false);

        using var probe = new CellProbe(mesh, mesh.CellCentres);
        var found = probe.Apply([1, 2, 3], 1, [0, 0, 1]);

        Assert.True(float.IsNaN(found[0]));
        Assert.Equal([3f, 3f], found[1..]);
    }

    static Mesh Shifted(Mesh mesh, double by, double up) => new([.. mesh.Points.Select((value, i) => value + (i % 3 == 2 ? up : by))], mesh.Cells);
}
