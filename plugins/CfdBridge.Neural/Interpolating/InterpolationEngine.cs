using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>A generator and its codec where a run was not observed. Each kind of target has a class of its own.</summary>
/// <param name="kind">The engine's name in the settings.</param>
/// <param name="asked">The mean or draws, and how these are made.</param>
sealed class InterpolationEngine(string kind, CheckpointOptions options, Checkpoints checkpoints, LatentRequest asked) : IInterpolationEngine
{
    readonly ModelChoice choice = new(kind, options, checkpoints, asked.Mode);
    readonly PriorDraws prior = new();

    public Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Interpolate(request, cancellationToken), cancellationToken);
    }

    Interpolation Interpolate(InterpolationRequest request, CancellationToken cancellationToken)
    {
        var (checkpoint, filler) = choice.For(request.Observed.Mesh, (checkpoint, suitability) =>
        {
            suitability.Expect(request);
            return checkpoint.Generator as IGapFiller ?? throw Suitability.Refusal("the model", "it continues runs and cannot fill gaps", "Name a model that `cfdbridge train segment` or `train echo` wrote.");
        });
        var own = new RunModel(checkpoint, filler, choice.OnMesh(checkpoint.Codec, request.Observed), request.Observed, asked with
        {
            Members = asked.Mode == GenerationMode.Mean ? 1 : Math.Max(asked.Members, request.Members),
            Seed = request.Seed,
            Parameters = request.Parameters,
            Expected = checkpoint.Expected(request.Observed, request.Parameters),
        });
        return request.Target switch
        {
            AtTimes times => new TimesBetween(own).Find(times.TimesSeconds, cancellationToken),
            OntoMesh onto when asked.Mode == GenerationMode.Mean => new OtherMesh(own, onto).Find(),
            OntoMesh => throw new EngineRefusedException("Onto another mesh nothing is drawn; the engine segment does the same from the codec."),
            FromSensors sensors when asked.Mode == GenerationMode.Draws => new SensorEnsemble(own, sensors.Readings, prior).Find(cancellationToken),
            _ => throw new EngineRefusedException("From sensors there are many flows that may be; the engine echo draws them."),
        };
    }
}

/// <summary>A run, and the model that serves it.</summary>
/// <param name="Mesh">The codec on the run's mesh.</param>
/// <param name="Asked">Of the generator.</param>
sealed record RunModel(Checkpoint Checkpoint, IGapFiller Filler, MeshCodec Mesh, Trajectory Observed, LatentRequest Asked)
{
    public NeuralCodec Codec => Checkpoint.Codec;

    /// <summary>What the codec takes off the values: the mean of the observed steps, or what is in its weights (null).</summary>
    public RunMean? Mean { get; } = Checkpoint.Codec.Linear.Config.Centring == FlowCentring.Run
        ? new(PointSet.CellsOf(Observed.Mesh), MeanOf(Observed, Checkpoint.Codec.Linear.Channels))
        : null;

    public double BlockSeconds => Checkpoint.SnapshotSeconds * Codec.BlockSnapshots;

    static float[] MeanOf(Trajectory observed, FlowChannels channels)
    {
        var mean = new float[observed.Mesh.CellCount * channels.Count];
        new TimeStencil(0, [.. observed.Snapshots.Select(_ => 1.0 / observed.Count)]).Apply(step => channels.Gather(observed.Snapshots[step]), mean);
        return mean;
    }
}
