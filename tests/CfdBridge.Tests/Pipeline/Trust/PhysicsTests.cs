using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline.Trust;

public sealed class PhysicsTests
{
    static readonly Mesh Box = Lattice.Of((6, 5, 1), (_, _, _) => false);
    static readonly Mesh Body = Lattice.Of((9, 9, 1), (x, y, _) => x is 3 or 4 && y is 3 or 4 or 5, patches: (_, inHole) => inHole ? ("body", "wall") : ("far", "patch"));

    [Theory]
    [InlineData(Lattice.Cells.Hexahedra)]
    [InlineData(Lattice.Cells.Polyhedra)]
    public void A_flow_without_sources_leaves_no_residual_and_one_that_swells_leaves_its_divergence_inside(Lattice.Cells kind)
    {
        var mesh = Lattice.Of((6, 6, 6), (_, _, _) => false, kind);
        var faces = FaceTable.Of(mesh);
        Field Flow(Func<double, double> u) => Some.Vector("U", mesh.CellCount, cell => (u(mesh.CellCentres[3 * cell]), 1, 0));

        Assert.Equal(0, Continuity.Residual(Flow(_ => 2), mesh, faces), 1e-6); // single precision
        // Linear in x its divergence is 1 in the four inner of six columns; in the outer two one face has the cell's own value: a half.
        Assert.Equal(Math.Sqrt((4 + 2 * 0.25) / 6), Continuity.Residual(Flow(x => x), mesh, faces), 1e-6);
    }

    [Fact]
    public void Nothing_passes_through_a_wall()
    {
        var faces = FaceTable.Of(Body);

        Assert.Equal(10, faces.Walls.Count(wall => wall)); // the perimeter of two by three
        Assert.True(Continuity.Residual(Some.Vector("U", Body.CellCount, _ => (1, 0, 0)), Body, faces) > 0.1); // a stream that ignores the body
    }

    [Fact]
    public void A_shear_that_vanishes_at_a_wall_does_not_slip_there_and_a_stream_slips_by_its_speed()
    {
        // Cells of height 1 on a floor at y = 0: the first centre lies at one half.
        var mesh = Lattice.Of((4, 5, 1), (_, _, _) => false, patches: (side, _) => side.Y < 0 ? ("floor", "wall") : ("far", "patch"));
        var slip = WallSlip.Of(mesh, FaceTable.Of(mesh))!;
        double Rms(Func<double, double> u) => slip.Rms(Some.Vector("U", mesh.CellCount, cell => (u(mesh.CellCentres[3 * cell + 1]), 0, 0)));

        Assert.Equal(0, Rms(y => 3 * y), 1e-6);
        Assert.Equal(2, Rms(_ => 2), 1e-6);
        Assert.Equal(0.75, Rms(y => y * y), 1e-6); // the line through 0.25 at 0.5 and 2.25 at 1.5 is at -0.75 on the floor
        Assert.Null(WallSlip.Of(Box, FaceTable.Of(Box)));
    }

    [Fact]
    public void Between_two_walls_with_one_cell_the_cells_own_speed_counts()
    {
        var mesh = Lattice.Of((4, 1, 1), (_, _, _) => false, patches: (side, _) => side.Y != 0 ? ("plates", "wall") : ("far", "patch"));

        Assert.Equal(2, WallSlip.Of(mesh, FaceTable.Of(mesh))!.Rms(Some.Vector("U", mesh.CellCount, _ => (2, 0, 0))), 1e-6);
    }

    [Fact]
    public void A_prediction_that_slips_more_than_the_solvers_frames_breaks_the_check_at_walls()
    {
        var mesh = Lattice.Of((4, 5, 1), (_, _, _) => false, patches: (side, _) => side.Y < 0 ? ("floor", "wall") : ("far", "patch"));
        FieldSet Profile(double slip) => new([Some.Vector("U", mesh.CellCount, cell => (slip + 3 * mesh.CellCentres[3 * cell + 1], 0, 0))]);
        var watch = PhysicsWatch.Of(new([.. Enumerable.Range(0, 4).Select(i => new Snapshot(i, mesh, Profile(0.1)))]));

        Assert.True(watch.Add(Profile(0.15)));
        Assert.False(watch.Add(Profile(0.25)));

        Assert.Equal([1.5, 2.5], watch.Finish().Single(check => check.Name == "slip at walls").Ratio.Select(ratio => Math.Round(ratio, 4)));
    }

    [Fact]
    public void Pressure_that_rises_along_the_stream_pushes_a_body_back_by_its_volume()
    {
        var velocity = Some.Vector("U", Body.CellCount, _ => (2, 0, 0));
        var forces = BodyForce.Of(Body, velocity, viscosity: 0)!;
        FieldSet State(Func<double, double, double> p) => new([velocity, Some.Scalar("p", Body.CellCount, cell => p(Body.CellCentres[3 * cell], Body.CellCentres[3 * cell + 1]))]);

        Assert.Equal((0, 1), (forces.Along, forces.Across));
        Assert.Equal(3, forces.Width, 1e-9);
        Assert.Equal(0, forces.Coefficient(State((_, _) => 5), 0, "p", "U"), 1e-6);
        // Half of the squared speed 4, frontal area 3: a force of 6 is a coefficient of 1. Pressure in the cells at the walls is a cell's width farther apart than the walls.
        Assert.Equal(-(2 + 1) * 3 / 6.0, forces.Coefficient(State((x, _) => x), 0, "p", "U"), 1e-6);
        Assert.Equal(-(3 + 1) * 2 / 6.0, forces.Coefficient(State((_, y) => y), 1, "p", "U"), 1e-6);
    }

    [Fact]
    public void Shear_pulls_along_the_walls_that_lie_in_the_stream()
    {
        var velocity = Some.Vector("U", Body.CellCount, _ => (2, 0, 0));
        var forces = BodyForce.Of(Body, velocity, viscosity: 0.1)!;
        var state = new FieldSet([velocity, Some.Scalar("p", Body.CellCount, _ => 0)]);

        // Speed 2 over half a cell, on two walls of length 2: 0.1 * 4 * 4 over 6.
        Assert.Equal(1.6 / 6, forces.Coefficient(state, 0, "p", "U"), 1e-6);
    }

    [Fact]
    public void A_mesh_without_a_closed_wall_has_no_forces() => Assert.Null(BodyForce.Of(Box, Some.Vector("U", Box.CellCount, _ => (1, 0, 0)), 0));

    [Fact]
    public void A_state_that_gains_energy_or_leaves_its_bounds_breaks_a_check_from_that_step_on()
    {
        FieldSet State(double speed, double p) => new([Some.Vector("U", Box.CellCount, cell => (speed + 0.01 * cell, 0, 0)), Some.Scalar("p", Box.CellCount, cell => p * cell)]);
        var watch = PhysicsWatch.Of(new([.. Enumerable.Range(0, 4).Select(i => new Snapshot(i, Box, State(1, 1)))]));

        Assert.True(watch.Add(State(1, 1)));
        Assert.False(watch.Add(State(2, 1)));

        var checks = watch.Finish();
        var energy = checks.Single(check => check.Name == "kinetic energy");
        Assert.Equal(1, energy.Ratio[0], 1e-6);
        Assert.True(energy.Ratio[1] > 2 && !energy.Holds);
        Assert.All(checks.Where(check => check != energy), check => Assert.True(check.Holds));
    }

    [Fact]
    public void A_slice_shows_each_cell_where_it_is_and_nothing_inside_a_body()
    {
        var plane = SlicePlane.Of(Body)!;
        int At(double x, double y) => plane.Cells[(int)((9 - y) / 9 * plane.Height) * plane.Width + (int)(x / 9 * plane.Width)];

        Assert.Equal(plane.Width, plane.Height);
        Assert.Equal(-1, At(4, 4.5));
        var cell = At(7.5, 1.5);
        Assert.Equal(7.5, Body.CellCentres[3 * cell], 1e-9);
        Assert.Equal(1.5, Body.CellCentres[3 * cell + 1], 1e-9);
        Assert.Equal(6.0 / 81, plane.Cells.Count(one => one < 0) / (double)plane.Cells.Length, 0.005); // 6 of 81 cells are the body
    }
}
