using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class DomainGeometryTests
{
    const int Size = 9; // cells along each side, the hole in the middle three

    public static TheoryData<string> Domains => new("slice with patches", "bare slice", "bare slice of polyhedra", "bare quads", "bare cube", "bare cube of polyhedra", "cube with patches");

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_wall_distance_is_that_to_the_hole_and_negative_in_it(string name)
    {
        var geometry = DomainGeometry.Of(Domain(name));
        var axes = geometry.Axes.Count;

        ForAll.Seeds(30, random =>
        {
            double[] point = [.. Enumerable.Range(0, axes).Select(_ => random.NextDouble() * Size)];

            var distance = geometry.WallDistances(point)[0];

            Assert.Equal(Lattice.DistanceToBox(point, 3, 6), distance, 1e-5); // single precision of a distance below 10
        });
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Inside_is_within_the_box_and_out_of_the_hole(string name)
    {
        var geometry = DomainGeometry.Of(Domain(name));

        ForAll.Seeds(50, random =>
        {
            double[] point = [.. Enumerable.Range(0, geometry.Axes.Count).Select(_ => random.NextDouble() * (Size + 4) - 2)];

            var inside = geometry.Inside(point)[0];

            Assert.Equal(Lattice.DistanceToBox(point, 0, Size) < 0 && Lattice.DistanceToBox(point, 3, 6) > 0, inside);
        });
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Cells_beside_the_hole_are_wall_adjacent_and_those_at_the_rim_are_far_field(string name)
    {
        var mesh = Domain(name);
        var geometry = DomainGeometry.Of(mesh);
        var centres = geometry.Axes.Of(mesh.CellCentres);

        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            var centre = centres.AsSpan(cell * geometry.Axes.Count, geometry.Axes.Count).ToArray();
            var touchesHole = Math.Abs(Lattice.DistanceToBox(centre, 3, 6) - 0.5) < 1e-9;
            var touchesRim = Math.Abs(Lattice.DistanceToBox(centre, 0, Size) + 0.5) < 1e-9;
            Assert.Equal(touchesHole ? NodeType.WallAdjacent : touchesRim ? NodeType.FarField : NodeType.Fluid, geometry.NodeTypes[cell]);
            Assert.Equal(1, geometry.CellSizes[cell], 1e-6); // a power of a volume in double precision
        }
    }

    [Fact]
    public void Kinds_and_names_of_patches_give_their_roles()
    {
        var mesh = Lattice.Of((4, 3, 1), (_, _, _) => false, patches: (side, _) => side switch
        {
            (-1, 0, 0) => ("upstream_inlet", "patch"),
            (1, 0, 0) => ("outlet", "patch"),
            (0, -1, 0) => ("floor", "wall"),
            (0, 1, 0) => ("top", "symmetryPlane"),
            _ => ("frontAndBack", "empty"),
        });

        var roles = DomainGeometry.Of(mesh).Boundary.ToDictionary(part => part.Name, part => part.Role);

        Assert.Equal((BoundaryRole.Inlet, BoundaryRole.Outlet, BoundaryRole.Wall, BoundaryRole.FarField, BoundaryRole.Empty),
            (roles["upstream_inlet"], roles["outlet"], roles["floor"], roles["top"], roles["frontAndBack"]));
    }

    [Fact]
    public void Cyclic_patches_make_their_axis_periodic()
    {
        var mesh = Lattice.Of((4, 3, 1), (_, _, _) => false, patches: (side, _) => side.Y != 0 ? ($"y{side.Y}", "cyclic") : side.Z != 0 ? ("fb", "empty") : ("rest", "patch"));

        Assert.Equal([1], DomainGeometry.Of(mesh).PeriodicAxes);
    }

    [Fact]
    public void A_velocity_tells_the_sides_of_a_bare_channel_apart()
    {
        var mesh = Lattice.Of((30, 10, 1), (_, _, _) => false);
        float[] velocity = [.. Enumerable.Range(0, mesh.CellCount).SelectMany(cell => new[] { (float)(mesh.CellCentres[3 * cell + 1] * (10 - mesh.CellCentres[3 * cell + 1])), 0f, 0f })];

        var roles = DomainGeometry.Of(mesh, velocity: velocity).Boundary.ToDictionary(part => part.Name, part => part.Role);

        Assert.Equal((BoundaryRole.Inlet, BoundaryRole.Outlet, BoundaryRole.Wall, BoundaryRole.Wall), (roles["xMin"], roles["xMax"], roles["yMin"], roles["yMax"]));
    }

    [Theory]
    [InlineData(Lattice.Cells.Hexahedra)]
    [InlineData(Lattice.Cells.Quads)]
    public void In_skewed_cells_the_stream_along_a_side_does_not_go_through_it(Lattice.Cells kind)
    {
        var straight = Lattice.Of((30, 10, 1), (_, _, _) => false, kind);
        // Columns lean by half a cell for each cell of height, but for the first and the last.
        double Leaning(int point) => straight.Points[3 * point] is > 0 and < 30 and var x ? x + 0.5 * Math.Sin(Math.PI * straight.Points[3 * point + 1] / 5) : straight.Points[3 * point];
        var mesh = new Mesh([.. Enumerable.Range(0, straight.PointCount).SelectMany(point => new[] { Leaning(point), straight.Points[3 * point + 1], straight.Points[3 * point + 2] })], straight.Cells);
        float[] uniform = [.. Enumerable.Range(0, mesh.CellCount).SelectMany(_ => new[] { 1f, 0f, 0f })];

        var roles = DomainGeometry.Of(mesh, velocity: uniform).Boundary.ToDictionary(part => part.Name, part => part.Role);

        Assert.Equal((BoundaryRole.Inlet, BoundaryRole.Outlet, BoundaryRole.FarField, BoundaryRole.FarField), (roles["xMin"], roles["xMax"], roles["yMin"], roles["yMax"]));
    }

    [Fact]
    public void A_body_that_does_not_slow_the_flow_is_no_wall()
    {
        var mesh = Domain("bare slice");
        float[] uniform = [.. Enumerable.Range(0, mesh.CellCount).SelectMany(_ => new[] { 1f, 0f, 0f })];

        Assert.False(DomainGeometry.Of(mesh, velocity: uniform).HasWalls);
        Assert.True(DomainGeometry.Of(mesh).HasWalls);
    }

    [Fact]
    public void The_callers_word_overrides_what_is_found()
    {
        var roles = new BoundaryRoles(new Dictionary<string, BoundaryRole> { ["yMin"] = BoundaryRole.Wall });

        var geometry = DomainGeometry.Of(Domain("bare slice"), roles);

        Assert.Equal(0.25f, geometry.WallDistances([1.0, 0.25])[0]);
    }

    [Fact]
    public void A_part_that_does_not_exist_is_named_with_those_that_do()
    {
        var roles = new BoundaryRoles(new Dictionary<string, BoundaryRole> { ["body1"] = BoundaryRole.Wall });

        var refusal = Assert.Throws<ArgumentException>(() => DomainGeometry.Of(Domain("bare slice"), roles));

        Assert.Contains("body0", refusal.Message);
    }

    [Fact]
    public void A_row_of_cells_has_its_two_ends_for_a_boundary()
    {
        var geometry = DomainGeometry.Of(Some.Mesh(5));

        Assert.Equal([true, false, false], geometry.Inside([2.5, -0.1, 5.1]));
        Assert.False(geometry.HasWalls);
    }

    static Mesh Domain(string name)
    {
        static bool Hole(int x, int y, int z) => x is >= 3 and < 6 && y is >= 3 and < 6;
        static bool Cavity(int x, int y, int z) => Hole(x, y, z) && z is >= 3 and < 6;
        static (string, string) Patch((int X, int Y, int Z) side, bool hole) => hole ? ("body", "wall") : ("rim", "patch");
        static (string, string) SlicePatch((int X, int Y, int Z) side, bool hole) => side.Z != 0 ? ("frontAndBack", "empty") : Patch(side, hole);
        return name switch
        {
            "slice with patches" => Lattice.Of((Size, Size, 1), Hole, patches: SlicePatch),
            "bare slice" => Lattice.Of((Size, Size, 1), Hole),
            "bare slice of polyhedra" => Lattice.Of((Size, Size, 1), Hole, Lattice.Cells.Polyhedra),
            "bare quads" => Lattice.Of((Size, Size, 1), Hole, Lattice.Cells.Quads),
            "bare cube" => Lattice.Of((Size, Size, Size), Cavity),
            "bare cube of polyhedra" => Lattice.Of((Size, Size, Size), Cavity, Lattice.Cells.Polyhedra),
            _ => Lattice.Of((Size, Size, Size), Cavity, patches: Patch),
        };
    }
}
