using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline.WarmStart;

public sealed class CellTransferTests
{
    [Fact]
    public void A_linear_field_comes_over_exactly_between_the_cells()
    {
        var (coarse, fine) = (Square(8, 8), Square(20, 20));
        var source = Snapshot(coarse, (x, y) => 3 + 2 * x - y);

        var placed = CellTransfer.Onto(fine, source)["T"].ToDouble();

        for (var cell = 0; cell < fine.CellCount; cell++)
        {
            var (x, y) = (fine.CellCentres[3 * cell], fine.CellCentres[3 * cell + 1]);
            if (x is > 0.0625 and < 0.9375 && y is > 0.0625 and < 0.9375) Assert.Equal(3 + 2 * x - y, placed[cell], 1e-3); // the outermost cells have no neighbour beyond
        }
    }

    [Fact]
    public void Nothing_leaves_the_range_of_what_there_was()
    {
        var source = Snapshot(Square(6, 6), (x, y) => x > 0.5 ? 1 : 0);

        var placed = CellTransfer.Onto(Square(31, 17), source)["T"].ToDouble();

        Assert.InRange(placed.Min(), 0, 0);
        Assert.InRange(placed.Max(), 1, 1);
    }

    [Fact]
    public void A_mesh_of_another_domain_is_refused()
    {
        var source = Snapshot(Some.Mesh(4), (_, _) => 1);

        Assert.Contains("same space", Assert.Throws<EngineRefusedException>(() => CellTransfer.Onto(Some.Mesh(5), source)).Message, StringComparison.Ordinal);
    }

    // Of side and thickness 1, with so many cells.
    static Mesh Square(int x, int y)
    {
        var unit = Lattice.Of((x, y, 1), (_, _, _) => false);
        return new([.. unit.Points.Select((value, i) => value / (i % 3 == 0 ? x : i % 3 == 1 ? y : 1))], unit.Cells, unit.Patches);
    }

    static Snapshot Snapshot(Mesh mesh, Func<double, double, double> value) =>
        Some.Snapshot(0, mesh, Some.Scalar("T", mesh.CellCount, cell => value(mesh.CellCentres[3 * cell], mesh.CellCentres[3 * cell + 1])));
}
