using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class MomentumBalanceTests
{
    const int Cells = 48; // along each axis
    static readonly Mesh Square = CarriedVortices.Square(Cells);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void The_viscosity_is_the_one_with_which_the_flow_was_made(double viscosity)
    {
        var balance = Of(CarriedVortices.Of(Square, viscosity, Times(12, 0.1)));

        Assert.NotNull(balance);
        Assert.InRange(balance.Viscosity / viscosity, 0.96, 1.04);
        Assert.InRange(balance.Explained, 0.9, 1); // the mesh is coarse, and the solution not its solver's
    }

    [Fact]
    public void Uneven_times_polyhedra_and_flat_cells_tell_the_same()
    {
        double[] uneven = [.. Times(16, 0.1).Select((time, i) => time + 0.03 * Math.Sin(7 * i))];
        var expected = Of(CarriedVortices.Of(Square, 0.05, Times(16, 0.1)))!.Viscosity;

        Assert.Equal(expected, Of(CarriedVortices.Of(Square, 0.05, uneven))!.Viscosity, 0.03 * expected);
        foreach (var kind in new[] { Lattice.Cells.Polyhedra, Lattice.Cells.Quads })
            Assert.Equal(expected, Of(CarriedVortices.Of(CarriedVortices.Square(Cells, kind), 0.05, Times(16, 0.1)))!.Viscosity, 1e-4 * expected);
    }

    [Fact]
    public void What_came_before_a_gap_is_left_out()
    {
        var whole = Of(CarriedVortices.Of(Square, 0.05, Times(12, 0.1)))!;

        var gapped = Of(CarriedVortices.Of(Square, 0.05, [-9, -8.9, -8.8, .. Times(12, 0.1)]))!;

        Assert.Equal(whole.Viscosity, gapped.Viscosity, 1e-6);
    }

    [Fact]
    public void Nothing_is_said_where_the_balance_does_not_come_out()
    {
        var flow = CarriedVortices.Of(Square, 0.05, Times(12, 0.1));
        Trajectory With(Func<Field, Field> change) => new([.. flow.Snapshots.Select(one => new Snapshot(one.TimeSeconds, one.Mesh, new FieldSet(one.Fields.Select(change))))]);

        Assert.Null(Of(With(field => field.Name == "p" ? field.With(Array.ConvertAll(field.ToSingle(), p => 3 * p)) : field))); // a pressure that is not over the density
        Assert.Null(Of(With(field => field.Name == "U" ? field.With(Array.ConvertAll(field.ToSingle(), u => -u)) : field)));    // time runs backwards
        Assert.Null(Of(CarriedVortices.Of(Square, 0.05, Times(MomentumBalance.LeastSnapshots - 1, 0.1))));
        Assert.Null(Of(CarriedVortices.Of(Square, 0.05, Times(12, 6))));                                                                   // too far apart to follow
        Assert.Null(Of(new([.. flow.Snapshots.Select(one => new Snapshot(one.TimeSeconds, one.Mesh, new FieldSet(one.Fields.Where(field => field.Name != "p"))))])));
    }

    static MomentumBalance? Of(Trajectory run) => MomentumBalance.Of(run, FaceTable.Of(run.Mesh));

    static double[] Times(int count, double spacing) => [.. Enumerable.Range(0, count).Select(i => i * spacing)];
}
