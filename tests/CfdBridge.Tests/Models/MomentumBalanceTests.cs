using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

/// <summary>Decaying vortices that a stream carries along: an exact solution of the equations, whatever the viscosity.</summary>
public sealed class MomentumBalanceTests
{
    const int Cells = 48; // along each axis
    const double Stream = 0.6;

    static readonly Mesh Square = Scaled(Lattice.Of((Cells, Cells, 1), (_, _, _) => false), 2 * Math.PI / Cells);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void The_viscosity_is_the_one_with_which_the_flow_was_made(double viscosity)
    {
        var balance = Of(Vortices(Square, viscosity, Times(12, 0.1)));

        Assert.NotNull(balance);
        Assert.InRange(balance.Viscosity / viscosity, 0.96, 1.04);
        Assert.InRange(balance.Explained, 0.9, 1); // the mesh is coarse, and the solution not its solver's
    }

    [Fact]
    public void Uneven_times_polyhedra_and_flat_cells_tell_the_same()
    {
        double[] uneven = [.. Times(16, 0.1).Select((time, i) => time + 0.03 * Math.Sin(7 * i))];
        var expected = Of(Vortices(Square, 0.05, Times(16, 0.1)))!.Viscosity;

        Assert.Equal(expected, Of(Vortices(Square, 0.05, uneven))!.Viscosity, 0.03 * expected);
        foreach (var kind in new[] { Lattice.Cells.Polyhedra, Lattice.Cells.Quads })
            Assert.Equal(expected, Of(Vortices(Scaled(Lattice.Of((Cells, Cells, 1), (_, _, _) => false, kind), 2 * Math.PI / Cells), 0.05, Times(16, 0.1)))!.Viscosity, 1e-4 * expected);
    }

    [Fact]
    public void What_came_before_a_gap_is_left_out()
    {
        var whole = Of(Vortices(Square, 0.05, Times(12, 0.1)))!;

        var gapped = Of(Vortices(Square, 0.05, [-9, -8.9, -8.8, .. Times(12, 0.1)]))!;

        Assert.Equal(whole.Viscosity, gapped.Viscosity, 1e-6);
    }

    [Fact]
    public void Nothing_is_said_where_the_balance_does_not_come_out()
    {
        var flow = Vortices(Square, 0.05, Times(12, 0.1));
        Trajectory With(Func<Field, Field> change) => new([.. flow.Snapshots.Select(one => new Snapshot(one.TimeSeconds, one.Mesh, new FieldSet(one.Fields.Select(change))))]);

        Assert.Null(Of(With(field => field.Name == "p" ? field.With(Array.ConvertAll(field.ToSingle(), p => 3 * p)) : field))); // a pressure that is not over the density
        Assert.Null(Of(With(field => field.Name == "U" ? field.With(Array.ConvertAll(field.ToSingle(), u => -u)) : field)));    // time runs backwards
        Assert.Null(Of(Vortices(Square, 0.05, Times(MomentumBalance.LeastSnapshots - 1, 0.1))));
        Assert.Null(Of(Vortices(Square, 0.05, Times(12, 6))));                                                                   // too far apart to follow
        Assert.Null(Of(new([.. flow.Snapshots.Select(one => new Snapshot(one.TimeSeconds, one.Mesh, new FieldSet(one.Fields.Where(field => field.Name != "p"))))])));
    }

    static MomentumBalance? Of(Trajectory run) => MomentumBalance.Of(run, FaceTable.Of(run.Mesh));

    static double[] Times(int count, double spacing) => [.. Enumerable.Range(0, count).Select(i => i * spacing)];

    static Trajectory Vortices(Mesh mesh, double viscosity, double[] times) => Some.Trajectory(mesh, times, time =>
    {
        var decay = Math.Exp(-2 * viscosity * time);
        double X(int cell) => mesh.CellCentres[3 * cell] - Stream * time;
        double Y(int cell) => mesh.CellCentres[3 * cell + 1];
        return
        [
            Some.Vector("U", mesh.CellCount, cell => (Stream + decay * Math.Sin(X(cell)) * Math.Cos(Y(cell)), -decay * Math.Cos(X(cell)) * Math.Sin(Y(cell)), 0)),
            Some.Scalar("p", mesh.CellCount, cell => decay * decay / 4 * (Math.Cos(2 * X(cell)) + Math.Cos(2 * Y(cell)))),
        ];
    });

    static Mesh Scaled(Mesh mesh, double size) => new([.. mesh.Points.Select(coordinate => coordinate * size)], mesh.Cells, mesh.Patches);
}
