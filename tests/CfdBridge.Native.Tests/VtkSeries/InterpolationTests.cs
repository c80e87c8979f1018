using CfdBridge.Testing;
using CfdBridge.VtkSeries;

namespace CfdBridge.Native.Tests.VtkSeries;

public sealed class InterpolationTests
{
    [Fact]
    public async Task A_linear_field_is_found_on_a_slice_of_a_thin_mesh_wherever_it_is_cut()
    {
        var mesh = Lattice.Of((8, 6, 1), (_, _, _) => false);
        var slice = new Mesh([2.2, 2.3, 40, 5.1, 3.9, 40], new([CellType.Vertex, CellType.Vertex], [0, 1, 2], [0, 1]));
        Field[] At(double time) => [Some.Scalar("p", mesh.CellCount, cell => time + mesh.CellCentres[3 * cell] - 2 * mesh.CellCentres[3 * cell + 1])];

        var (notes, found) = await Find(Some.Trajectory(mesh, [1, 2], At), new OntoMesh(slice));

        Assert.Empty(notes);
        Assert.Equal(2, found.Count);
        Assert.Equal([-0.4, -0.7], found[1].Members[0][0].ToDouble().Select(value => Math.Round(value, 4))); // 2 + x - 2 y, in single precision
    }

    [Fact]
    public async Task Places_outside_are_said_and_take_the_nearest_cell()
    {
        var mesh = Lattice.Of((4, 4, 4), (_, _, _) => false);
        var places = new Mesh([-3, 0.4, 0.4, 1.5, 1.5, 1.5], new([CellType.Vertex, CellType.Vertex], [0, 1, 2], [0, 1]));

        var (notes, found) = await Find(Some.Trajectory(mesh, [1], _ => [Some.Scalar("p", mesh.CellCount, cell => cell)]), new OntoMesh(places));

        Assert.Contains("1 of 2 places lie in no cell", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(0, found[0].Members[0][0].ToSingle()[0]); // the corner cell
    }

    [Fact]
    public async Task Held_back_cells_are_not_looked_at_on_a_mesh_of_polyhedra()
    {
        var mesh = Lattice.Of((4, 4, 4), (_, _, _) => false, Lattice.Cells.Polyhedra);
        int[] known = [.. Enumerable.Range(0, mesh.CellCount).Where(cell => cell % 3 != 0)];
        Trajectory Run(double hidden) => Some.Trajectory(mesh, [0], _ => [Some.Scalar("p", mesh.CellCount, cell => cell % 3 == 0 ? hidden : Math.Sin(cell))]);

        var (one, other) = (await Find(Run(0), new OntoMesh(mesh, known)), await Find(Run(99), new OntoMesh(mesh, known)));

        Assert.Equal(one.Steps[0].Members[0][0].ToSingle(), other.Steps[0].Members[0][0].ToSingle());
        Assert.All(one.Steps[0].Members[0][0].ToSingle(), value => Assert.InRange(value, -1, 1)); // a mean of sines
    }

    [Fact]
    public async Task Other_targets_and_point_fields_are_refused_in_words()
    {
        var mesh = Lattice.Of((2, 2, 2), (_, _, _) => false);
        var onPoints = Some.Trajectory(mesh, [0, 1], _ => [new Field("T", FieldAssociation.Point, 1, new float[mesh.PointCount])]);

        await Assert.ThrowsAsync<EngineRefusedException>(() => Find(onPoints, new AtTimes([0.5])));
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Find(onPoints, new OntoMesh(mesh)));

        Assert.Contains("--fields", refusal.Message, StringComparison.Ordinal);
    }

    static async Task<(IReadOnlyList<string> Notes, List<PredictedStep> Steps)> Find(Trajectory run, InterpolationTarget target)
    {
        var found = await new VtkInterpolation().InterpolateAsync(new() { Observed = run, Target = target }, default);
        var steps = new List<PredictedStep>();
        await foreach (var step in found.Steps) steps.Add(step);
        return (found.Notes, steps);
    }
}
