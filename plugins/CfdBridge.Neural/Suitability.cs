using CfdBridge.Models;
using static System.FormattableString;

namespace CfdBridge.Neural;

/// <summary>Whether a model can speak of a run at all; if not, why, in words.</summary>
/// <param name="kind">The engine's name in the settings.</param>
sealed class Suitability(string kind, Checkpoint checkpoint)
{
    const double Touching = 1e-6; // of an axis: round-off in coordinates

    readonly NeuralCodec codec = checkpoint.Codec;

    /// <exception cref="EngineRefusedException">It cannot.</exception>
    public void Expect(ContinuationRequest request)
    {
        ExpectCentring();
        ExpectRun(request.Observed);
        ExpectOwnMesh(request.Observed.Mesh);
        ExpectParameters(request.Parameters);
    }

    /// <summary>The same where fields are found between steps, on other meshes or from sensors: of the times nothing is asked.</summary>
    /// <exception cref="EngineRefusedException">It cannot.</exception>
    public void Expect(InterpolationRequest request)
    {
        ExpectCentring();
        ExpectFields(request.Observed.Last.Fields);
        ExpectMesh(request.Observed.Mesh);
        ExpectNumbers(request.Observed);
        ExpectParameters(request.Parameters);
    }

    /// <summary>Whether a state like the end of a run can be decoded at parameters.</summary>
    /// <exception cref="EngineRefusedException">It cannot.</exception>
    public void ExpectState(Trajectory like, IReadOnlyDictionary<string, double> parameters)
    {
        ExpectCentring();
        ExpectFields(like.Last.Fields);
        ExpectMesh(like.Mesh);
        ExpectParameters(parameters);
    }

    /// <exception cref="EngineRefusedException">The run is none that the model could look at.</exception>
    public void ExpectRun(Trajectory observed)
    {
        ExpectFields(observed.Last.Fields);
        ExpectMesh(observed.Mesh);
        ExpectTimes(observed);
        ExpectNumbers(observed);
    }

    public static EngineRefusedException Refusal(string thing, string fact, string fix) => new($"{thing}: {fact}. {fix}");

    // Latents about a mean say nothing of it.
    void ExpectCentring()
    {
        if (codec.Linear.Config.Centring == FlowCentring.Run && !checkpoint.Generator.ToldOfSites)
            throw Refusal("the codec", $"it takes each run's own mean off, of which the model {kind} is not told", "Name a model that was trained on a codec with the mean of all runs.");
    }

    void ExpectFields(FieldSet fields)
    {
        string[] known = [.. codec.Linear.Channels.List.Select(channel => channel.Field).Distinct()];
        foreach (var channel in codec.Linear.Channels.List)
        {
            if (!fields.TryGet(channel.Field, FieldAssociation.Cell, out var field))
                throw Refusal(channel.Field, $"the model needs this cell field, the run has {string.Join(", ", fields.Select(one => $"{one.Name} ({one.Association.ToString().ToLowerInvariant()}s)"))}", "Let the solver write it, or name another model.");
            if (field.Components <= channel.Component)
                throw Refusal(field.Name, $"it has {field.Components} components, the model needs component {channel.Component}", "Name a model of such flows.");
            if (field.Dimensions is { } units && checkpoint.Fields.TryGetValue(field.Name, out var expected) && expected is not null && expected != units.ToString())
                throw Refusal(field.Name, $"its units are {units}, the model was trained on {expected}", "Name a model of such flows.");
        }

        if (fields.FirstOrDefault(field => field.Association != FieldAssociation.Cell || !known.Contains(field.Name)) is { } other)
            throw Refusal(other.Name, $"the model does not know this {other.Association.ToString().ToLowerInvariant()} field", $"Leave it out: --fields {string.Join(',', known)}.");
    }

    /// <summary>What can be said before a model is loaded, which takes seconds that a case of another kind should not cost.</summary>
    /// <exception cref="EngineRefusedException">The mesh lies elsewhere.</exception>
    public static void ExpectDomain(ActiveAxes trained, GradedGrid grid, Mesh mesh)
    {
        var axes = ActiveAxes.Of(mesh);
        if (!axes.Axes.SequenceEqual(trained.Axes))
            throw Refusal("the mesh", $"it is resolved along {Named(axes)}, the model's flows are along {Named(trained)}", "Name a model of such flows.");
        var centres = axes.Of(mesh.CellCentres);
        for (var axis = 0; axis < axes.Count; axis++)
        {
            var (nodes, own) = (grid.Axes[axis], Enumerable.Range(0, mesh.CellCount).Select(cell => centres[cell * axes.Count + axis]).ToArray());
            // A periodic axis may begin anywhere, but no mesh on it is longer than its period.
            var (low, high) = nodes.Period is { } period ? (own.Min(), own.Min() + period) : (nodes.Nodes[0], nodes.Nodes[^1]);
            var slack = Touching * (high - low);
            if (own.Min() < low - slack || own.Max() > high + slack)
                throw Refusal("the mesh", Invariant($"its cells reach from {own.Min():G5} to {own.Max():G5} m along {Named(axes.Axes[axis])}, the model's grid from {low:G5} to {high:G5} m"), "Name a model that was trained on domains as large, in the same place and unit.");
        }
    }

    void ExpectMesh(Mesh mesh)
    {
        ExpectDomain(codec.Linear.Axes, codec.Linear.Weights.Grid, mesh);
        if (checkpoint.LikenessOf(mesh) == MeshLikeness.Other)
            throw Refusal("the mesh", "it does not fill the space of the one geometry that the model was trained on", "Name a model of this geometry, or one of many shapes.");
    }

    // What a solver makes of one geometry differs from mesh to mesh: a wake sheds some percent faster or slower, and a forecast is soon out of step.
    void ExpectOwnMesh(Mesh mesh)
    {
        if (checkpoint.LikenessOf(mesh) == MeshLikeness.SameSpace)
            throw Refusal("the mesh", Invariant($"it fills the space of the one geometry that the model was trained on with other cells ({mesh.CellCount}, in training {codec.Linear.Weights.Normaliser.Reference.Length / codec.Linear.Axes.Count}), and on another mesh a flow keeps another time"), "Name a model that was trained on this mesh, or on many meshes.");
    }

    void ExpectTimes(Trajectory observed)
    {
        var block = checkpoint.SnapshotSeconds * codec.BlockSnapshots;
        var seconds = observed.Last.TimeSeconds - observed.Snapshots[0].TimeSeconds;
        if (observed.Count < 2 || EvenContext.WholeBlocks(seconds, checkpoint.SnapshotSeconds, codec.BlockSnapshots) < 1)
            throw Refusal("the window", Invariant($"its {observed.Count} snapshots span {seconds:G4} s; the model needs {block:G4} s, a block of {codec.BlockSnapshots} snapshots {checkpoint.SnapshotSeconds:G4} s apart"), "Wait for more steps, or see more of them (Forecast.WindowSteps).");
        var longest = observed.Snapshots.Zip(observed.Snapshots.Skip(1), (before, after) => after.TimeSeconds - before.TimeSeconds).Max();
        // Between two snapshots farther apart than a block there is none to tell what that block was like.
        if (longest > block)
            throw Refusal("the window", Invariant($"its snapshots are up to {longest:G4} s apart; the model was trained at {checkpoint.SnapshotSeconds:G4} s, and over more than {block:G4} s nothing can be interpolated"), "Write more often.");
    }

    void ExpectParameters(IReadOnlyDictionary<string, double> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var known = checkpoint.Generator.Conditions.Parameters;
            var condition = known.FirstOrDefault(one => one.Name == name)
                ?? throw Refusal(name, $"the model {kind} was told of no such parameter in training", $"Leave it out, or correct it. {NearMatch.Hint(name, known.Select(one => one.Name))}");
            if (!double.IsFinite(value) || (condition.Logarithmic && value <= 0))
                throw Refusal(name, Invariant($"it is {value}; in all training runs it was positive"), "Correct it, or leave it out.");
        }
    }

    // One bad cell would spread over all latents.
    static void ExpectNumbers(Trajectory observed)
    {
        foreach (var snapshot in observed.Snapshots)
        {
            foreach (var field in snapshot.Fields)
            {
                if (field.FirstNotFinite is >= 0 and var bad) throw Refusal(field.Name, Invariant($"it holds {field.ToSingle()[bad]} at time {snapshot.TimeSeconds} (cell {bad / field.Components})"), "Has the solver diverged? Continue from before that.");
            }
        }
    }

    static string Named(ActiveAxes axes) => string.Join(" and ", axes.Axes.Select(Named));

    static string Named(int axis) => "xyz"[axis].ToString();
}
