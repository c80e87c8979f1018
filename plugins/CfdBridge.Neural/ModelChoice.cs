using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>Of the models that an engine may work with the one that knows a run best.</summary>
/// <param name="kind">The engine's name in the settings.</param>
/// <param name="mode">The mean or draws.</param>
sealed class ModelChoice(string kind, CheckpointOptions options, Checkpoints checkpoints, GenerationMode mode)
{
    /// <param name="suit">Refuses a run that a model cannot serve, and gives what is to go with the model.</param>
    /// <exception cref="EngineRefusedException">None can serve; why each of them cannot stands in the message.</exception>
    public (Checkpoint Checkpoint, TWith With) For<TWith>(Mesh mesh, Func<Checkpoint, Suitability, TWith> suit)
    {
        var folders = Checkpoints.Folders(options);
        if (folders.Count == 0)
            throw Suitability.Refusal($"Plugins.Options.{kind}.Model", options.Model.Length > 0 ? $"{options.Model} holds no generator" : "no model is named", "Name the folder of a generator that `cfdbridge train` wrote.");
        var (suited, refusals) = (new List<(Checkpoint Checkpoint, TWith With)>(), new List<string>());
        foreach (var folder in folders)
        {
            try
            {
                var checkpoint = Loaded(folder, mesh);
                suited.Add((checkpoint, suit(checkpoint, new(kind, checkpoint))));
            }
            catch (Exception refusal) when (refusal is EngineRefusedException or BridgeException) // of the run, or of a damaged folder
            {
                refusals.Add(refusal.Message);
            }
        }

        // A model of this mesh alone knows it better than one of many; on another mesh of the same geometry a wake sheds otherwise by
        // some percent, and a model of many meshes knows that. One for the mean alone forecasts it better.
        if (suited.Count == 1) return suited[0];
        if (suited.Count > 0) return suited.OrderBy(one => one.Checkpoint.KnowsMesh(mesh) ? 0 : one.Checkpoint.KnowsOneGeometry ? 2 : 1).ThenBy(one => mode == GenerationMode.Mean && one.Checkpoint.Generator.Draws ? 1 : 0).First();
        throw new EngineRefusedException(folders.Count == 1 ? refusals[0] : string.Join(" ", folders.Zip(refusals, (folder, why) => $"[{Name(folder)}] {why}")));
    }

    /// <summary>A codec on the mesh of a run.</summary>
    /// <exception cref="EngineRefusedException">The roles that the options name are none of this mesh's.</exception>
    public MeshCodec OnMesh(NeuralCodec codec, Trajectory observed)
    {
        try
        {
            return codec.On(FlowRun.Of(kind, observed, codec.Linear.Channels), codec.Linear.Channels.Gather(observed.Snapshots[0]), new(options.Roles));
        }
        catch (ArgumentException failure)
        {
            throw Suitability.Refusal($"Plugins.Options.{kind}.Roles", failure.Message.TrimEnd('.'), "Name parts of this mesh's boundary.");
        }
    }

    Checkpoint Loaded(string folder, Mesh mesh)
    {
        var (axes, grid) = checkpoints.DomainOf(folder, options);
        Suitability.ExpectDomain(axes, grid, mesh);
        var checkpoint = checkpoints.Of(folder, options);
        return mode == GenerationMode.Draws && !checkpoint.Generator.Draws
            ? throw Suitability.Refusal(folder, "the model was trained for the mean forecast only and cannot draw", "Use the engine segment, or train it with --mixed-steps.")
            : checkpoint;
    }

    // Such as cylinder-wake/segment.
    internal static string Name(string folder) => Path.Combine(Path.GetFileName(Path.GetDirectoryName(folder)) ?? "", Path.GetFileName(folder));
}
