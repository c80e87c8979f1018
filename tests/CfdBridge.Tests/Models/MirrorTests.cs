using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class MirrorTests
{
    // A body off the middle, seen from below.
    static readonly Mesh Below = Lattice.Of((9, 8, 1), (x, y, _) => x is 3 or 4 && y is 1 or 2, patches: (_, inHole) => inHole ? ("body", "wall") : ("far", "patch"));

    readonly Mirror mirror = new(1, ["angle"]);

    [Fact]
    public void The_body_stands_on_the_other_side_and_its_walls_still_look_into_it()
    {
        var above = mirror.Of(Below);

        Assert.Equal(Below.CellVolumes, above.CellVolumes);
        Assert.Equal(Coordinates(Below, 0), Coordinates(above, 0));
        Assert.Equal(Coordinates(Below, 1).Select(y => 8 - y), Coordinates(above, 1), new Near());
        var (before, after) = (DomainGeometry.Of(Below), DomainGeometry.Of(above));
        Assert.Equal(before.WallDistances([3.5, 5]), after.WallDistances([3.5, 3]));
        Assert.Equal([true], before.Inside([3.5, 6.5]));
        Assert.Equal([false], after.Inside([4, 6]));
        Assert.Equal(above.Id, mirror.Of(Below).Id);
        Assert.Equal(Below.Id, mirror.Of(above).Id); // faces too
    }

    [Fact]
    public void Velocity_across_changes_its_sign_and_nothing_else_does()
    {
        var channels = new FlowChannels([new("U", 0), new("U", 1), new("p", 0), new("T", 0)]);
        var run = new FlowRun("tilted", Below, 2, (first, count) => [.. Enumerable.Range(0, count * Below.CellCount * 4).Select(i => (float)(i + first))]);

        var seen = mirror.Of(run, channels);

        Assert.Equal("tilted mirrored in y", seen.Name);
        Assert.Equal(run.Read(1, 1).Select((value, i) => i % 4 == 1 ? -value : value), seen.Read(1, 1));
        // Along the first axis a scalar has the component that a velocity has.
        Assert.Equal(run.Read(0, 1).Select((value, i) => i % 4 == 0 ? -value : value), new Mirror(0, []).Of(run, channels).Read(0, 1));
    }

    [Fact]
    public void Parameters_keep_their_value_unless_they_are_odd()
    {
        var seen = mirror.Of(new Dictionary<string, double> { ["Re"] = 100, ["angle"] = 20 });

        Assert.Equal((100, -20), (seen["Re"], seen["angle"]));
    }

    static double[] Coordinates(Mesh mesh, int axis) => [.. Enumerable.Range(0, mesh.CellCount).Select(cell => mesh.CellCentres[3 * cell + axis])];

    sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-9;

        public int GetHashCode(double value) => 0;
    }
}
