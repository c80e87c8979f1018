using CfdBridge.Neural;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class RefusalTests(NeuralFixture waves)
{
    static readonly Trajectory Wave = NeuralFixture.Observed(NeuralFixture.Times(12));

    [Fact]
    public Task A_field_that_is_missing() => Refused("p: the model needs this cell field, the run has U (cells). Let the solver write it", Fields(fields => fields.Where(field => field.Name == "U")));

    [Fact]
    public Task A_field_that_it_does_not_know() => Refused("T: the model does not know this cell field. Leave it out: --fields U,p.", Fields(fields => [.. fields, fields["p"].With(fields["p"].ToSingle(), "T")]));

    [Fact]
    public Task A_field_with_other_units() =>
        Refused("p: its units are [1 -1 -2 0 0 0 0], the model was trained on [0 2 -2 0 0 0 0].", Fields(fields => [fields["U"], new Field("p", FieldAssociation.Cell, 1, fields["p"].ToSingle(), new(1, -1, -2))]));

    [Fact]
    public Task A_vector_that_is_none() => Refused("U: it has 1 components, the model needs component 1.", Fields(fields => [fields["p"].With(fields["p"].ToSingle(), "U"), fields["p"]]));

    [Fact]
    public Task A_flow_in_three_dimensions() => Refused("the mesh: it is resolved along x and y and z, the model's flows are along x and y.", TravellingWave.Observed(3, NeuralFixture.Times(4), 1));

    [Fact]
    public Task A_domain_that_is_larger()
    {
        var mesh = new Mesh([.. Wave.Mesh.Points.Select(x => 2 * x)], Wave.Mesh.Cells);
        return Refused("the mesh: its cells reach from 1 to 23 m along x, the model's grid from 0 to 12 m.", new Trajectory([.. Wave.Snapshots.Select(snapshot => new Snapshot(snapshot.TimeSeconds, mesh, snapshot.Fields))]));
    }

    [Fact]
    public Task Other_cells_in_the_same_space()
    {
        var finer = Lattice.Of((15, 15, 1), (_, _, _) => false);
        var mesh = new Mesh([.. finer.Points.Select((x, i) => i % 3 < 2 ? x * 12 / 15 : x)], finer.Cells);
        return Refused(
            "the mesh: it fills the space of the one geometry that the model was trained on with other cells (225, in training 144), and on another mesh a flow keeps another time.",
            Some.Trajectory(mesh, [.. NeuralFixture.Times(12)], time => [Some.Vector("U", mesh.CellCount, cell => (1, Math.Sin(cell + time), 0)), Some.Scalar("p", mesh.CellCount, cell => Math.Cos(cell - time))]));
    }

    [Fact]
    public Task Too_few_snapshots() => Refused("the window: its 4 snapshots span 3 s; the model needs 4 s, a block of 4 snapshots 1 s apart.", NeuralFixture.Observed(NeuralFixture.Times(3)));

    [Fact]
    public Task Snapshots_too_far_apart() => Refused("the window: its snapshots are up to 5 s apart; the model was trained at 1 s, and over more than 4 s nothing can be interpolated.", NeuralFixture.Observed(NeuralFixture.Times(40, 5)));

    [Fact]
    public Task Numbers_that_are_none() => Refused("p: it holds NaN at time 12 (cell 3).", Fields(fields => [fields["U"], fields["p"].With([.. fields["p"].ToSingle().Select((value, i) => i == 3 ? float.NaN : value)])], last: true));

    [Fact]
    public async Task A_parameter_that_it_was_never_told_of() =>
        Assert.StartsWith("sped: the model segment was told of no such parameter in training. Leave it out, or correct it. Known: speed. Did you mean \"speed\"?", await Refusal(waves.Segment(), Wave, ("sped", 1)));

    [Fact]
    public async Task A_parameter_without_a_logarithm() => Assert.StartsWith("speed: it is 0; in all training runs it was positive.", await Refusal(waves.Segment(), Wave, ("speed", 0)));

    [Fact]
    public async Task A_folder_without_a_model() =>
        Assert.Equal($"Plugins.Options.echo.Model: {waves.Codec} holds no generator. Name the folder of a generator that `cfdbridge train` wrote.", await Refusal(waves.Echo(model: waves.Codec), Wave));

    [Fact]
    public async Task Models_of_which_none_fits_each_say_why()
    {
        var said = await Refusal(waves.Echo(model: waves.All), Wave, ("sped", 1));

        Assert.Contains("[lonely/generator] the codec", said.Replace($"{waves.MeanOnly}: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("[models/generator] sped: the model echo was told of no such parameter", said, StringComparison.Ordinal);
        Assert.Contains("[own-mean/generator] ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_codec_than_it_was_trained_with() => Assert.Contains("it was trained on the latents of another codec", await Refusal(waves.Segment(waves.OwnMean, codec: waves.Codec), Wave), StringComparison.Ordinal);

    [Fact]
    public async Task No_codec_beside_it() => Assert.Contains("neither in this folder nor beside it", await Refusal(waves.Segment(waves.MeanOnly), Wave), StringComparison.Ordinal);

    [Fact]
    public async Task Draws_of_a_model_that_cannot_draw() => Assert.Contains("trained for the mean forecast only and cannot draw. Use the engine segment", await Refusal(waves.Echo(waves.OwnMean), Wave), StringComparison.Ordinal);

    [Fact]
    public async Task A_boundary_that_has_no_such_part()
    {
        var engine = new GeneratorEngine("segment", new SegmentOptions { Model = waves.Model, Roles = new Dictionary<string, CfdBridge.Models.BoundaryRole> { ["wing"] = CfdBridge.Models.BoundaryRole.Wall } }, new(), new());

        Assert.Contains("there is no part \"wing\"", await Refusal(engine, Wave), StringComparison.Ordinal);
    }

    async Task Refused(string expected, Trajectory observed) => Assert.StartsWith(expected, await Refusal(waves.Segment(), observed), StringComparison.Ordinal);

    static async Task<string> Refusal(IContinuationEngine engine, Trajectory observed, params (string Name, double Value)[] parameters) =>
        (await Assert.ThrowsAsync<EngineRefusedException>(() => engine.ContinueAsync(new() { Observed = observed, Steps = 2, Parameters = parameters.ToDictionary(p => p.Name, p => p.Value) }, default))).Message;

    // Other fields at all times, or at the last.
    static Trajectory Fields(Func<FieldSet, IEnumerable<Field>> other, bool last = false) =>
        new([.. Wave.Snapshots.Select((snapshot, i) => last && i < Wave.Count - 1 ? snapshot : snapshot.With(new FieldSet(other(snapshot.Fields))))]);
}
