using System.Runtime.CompilerServices;
using CfdBridge.Data;
using CfdBridge.Models;
using static System.FormattableString;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// E members · T frames · L sites · D latent numbers
/// <summary>
/// A run in physical space to latents, the generator's continuation of them, and back: to the spacing of the training
/// runs, to the codec's blocks, onwards, to snapshots, to the spacing that is wanted.
/// </summary>
/// <param name="kind">The engine's name in the settings.</param>
/// <param name="asked">The mean or draws, and how these are made.</param>
sealed class GeneratorEngine(string kind, CheckpointOptions options, Checkpoints checkpoints, LatentRequest asked) : IContinuationEngine, IAssessedEngine
{
    // Snapshots after the last one wanted, so that the cubic has two neighbours there on either side.
    const int Beyond = 2;
    const double Contradiction = 0.1; // of a parameter, between what is told and what the run shows
    const double Whole = 1e-4; // of a snapshot: between such and the next there is nothing to interpolate

    readonly ModelChoice choice = new(kind, options, checkpoints, asked.Mode);

    /// <summary>Whether the generator looks at the request's auxiliary runs.</summary>
    public bool LearnsInContext { get; init; }

    /// <summary>Tunes the model on the run; null where it serves as it came.</summary>
    public Adaptations? Adapted { get; init; }

    /// <summary>What is asked where the prediction is only scored; null for the same.</summary>
    public LatentRequest? Trial { get; init; }

    public Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Steps, 1);
        return Task.Run(() => Continue(request, cancellationToken), cancellationToken);
    }

    public Task<EngineAssessment> AssessAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Assess(request, cancellationToken), cancellationToken);
    }

    EngineAssessment Assess(ContinuationRequest request, CancellationToken cancellationToken)
    {
        var checkpoint = Suited(request, cancellationToken).Checkpoint;
        var (context, mesh, mean, _, frames) = Encoded(checkpoint, request.Observed, cancellationToken);
        if (Adapted is not null) // of its errors on validation runs nothing is known
            return new(ModelChoice.Name(checkpoint.Folder), (Adapted.Latest(checkpoint, request)?.Checkpoint ?? checkpoint).WeightsSha256, Acquaintance.Of(checkpoint, context, request.Observed, mesh, mean, frames), null);
        var stored = Path.Combine(checkpoint.Folder, ValidationResiduals.FileName(kind));
        return new(ModelChoice.Name(checkpoint.Folder), checkpoint.WeightsSha256, Acquaintance.Of(checkpoint, context, request.Observed, mesh, mean, frames),
            File.Exists(stored) ? DescriptionFile.Load<ValidationResiduals>(stored, "Make it again: cfdbridge evaluate trust.") : null);
    }

    // The window at the training runs' spacing, and its last frames in the latents.
    (EvenContext Context, MeshCodec Mesh, RunMean? Mean, int Seen, float[] Frames) Encoded(Checkpoint checkpoint, Trajectory observed, CancellationToken cancellationToken)
    {
        var codec = checkpoint.Codec;
        var context = EvenContext.For(checkpoint, observed);
        var mesh = OnMesh(codec, observed);
        var mean = codec.Linear.Config.Centring == FlowCentring.Run ? context.Mean() : null;
        var seen = Math.Min(context.Frames, checkpoint.Generator.FramesSeen);
        return (context, mesh, mean, seen, checkpoint.Encoding.LastFrames(context, observed.Mesh, mesh, mean, seen, cancellationToken));
    }

    Continuation Continue(ContinuationRequest request, CancellationToken cancellationToken)
    {
        var (checkpoint, auxiliary) = Suited(request, cancellationToken);
        var (observed, codec) = (request.Observed, checkpoint.Codec);
        var (context, mesh, mean, seen, frames) = Encoded(checkpoint, observed, cancellationToken);
        var adaptation = Adapted?.For(checkpoint, request, mesh, cancellationToken);
        checkpoint = adaptation?.Checkpoint ?? checkpoint;

        // Snapshots of the training runs' spacing from the last observed one to each step.
        double[] leads = [.. Enumerable.Range(1, request.Steps).Select(step => step * observed.SpacingSeconds / checkpoint.SnapshotSeconds)];
        var whole = leads.All(lead => Math.Abs(lead - Math.Round(lead)) < Whole);
        var last = whole ? Math.Round(leads[^1]) : leads[^1] + Beyond;
        var (generated, read) = Generated(checkpoint, frames, auxiliary, (int)Math.Ceiling(last / codec.BlockSnapshots), request, mesh, mean);

        // The end of the context leads in what follows; where a step lies between it and the first new snapshot, it is decoded too.
        var led = Math.Min(seen, codec.Config.BlocksSeen + (whole ? 1 : 2));
        var (width, points) = (codec.Sites * codec.Config.Latent, PointSet.CellsOf(observed.Mesh));
        DecodedRun[] members = [.. generated.Select(member => new DecodedRun(codec, mesh, points, [.. frames[^(led * width)..], .. member], mean, generated.Length))];
        var forecast = new DecodedForecast(members, (led - 1) * codec.BlockSnapshots, codec.Linear.Channels, observed.Last.Fields);
        return new([.. Notes(checkpoint, context, seen, generated.Length, request, read), .. adaptation is null ? [] : new[] { adaptation.Note }], StepsAsync(forecast, observed, leads, Lost(checkpoint, observed), CancellationToken.None));
    }

    // The model, and the auxiliary runs in its latents.
    (Checkpoint Checkpoint, float[][] Auxiliary) Suited(ContinuationRequest request, CancellationToken cancellationToken) => choice.For(request.Observed.Mesh, (checkpoint, suitability) =>
    {
        suitability.Expect(request);
        return Beside(request).Select(run => EncodedRun(run, checkpoint, suitability, cancellationToken)).ToArray();
    });

    IReadOnlyList<string> Beside(ContinuationRequest request) => LearnsInContext ? request.Auxiliary : [];

    float[] EncodedRun(string run, Checkpoint checkpoint, Suitability suitability, CancellationToken cancellationToken)
    {
        try
        {
            return checkpoint.Auxiliary.Of(run, suitability, other => OnMesh(checkpoint.Codec, other), cancellationToken);
        }
        catch (Exception refusal) when (refusal is EngineRefusedException or BridgeException)
        {
            throw new EngineRefusedException($"Forecast.Auxiliary: {run} cannot serve. {refusal.Message}");
        }
    }

    MeshCodec OnMesh(NeuralCodec codec, Trajectory observed) => choice.OnMesh(codec, observed);

    // New frames of each member, row-major [T, L, D], and what the model read from the run because nobody told it.
    (float[][] Members, IReadOnlyDictionary<string, double> Read) Generated(
        Checkpoint checkpoint, float[] context, float[][] auxiliary, int frames, ContinuationRequest request, MeshCodec mesh, RunMean? mean)
    {
        using var scope = NewDisposeScope();
        var (sites, width) = (checkpoint.Codec.Sites, checkpoint.Codec.Config.Latent);
        Tensor Latents(float[] values) => tensor(values, [values.Length / (sites * width), sites, width]);
        var wanted = request.Effort == Effort.Trial && Trial is { } trial ? trial : asked with { Members = asked.Mode == GenerationMode.Mean ? 1 : Math.Max(asked.Members, request.Members) };
        var expected = checkpoint.Expected(request.Observed, request.Parameters);
        var (drawn, read) = checkpoint.Generator.Continue(Latents(context), frames, wanted with
        {
            Seed = request.Seed,
            // What is expected is taken as it is where the prediction is only scored: over its few steps finding it more closely gains nothing, and costs as much as three forecasts.
            Parameters = request.Effort == Effort.Trial ? request.Parameters.Concat(expected).ToDictionary() : request.Parameters,
            Expected = expected,
            Sites = checkpoint.Generator.ToldOfSites ? mesh.SiteFeatures(mean) : null,
            Auxiliary = [.. auxiliary.Select(Latents)],
        });
        return ([.. drawn.contiguous().data<float>().ToArray().Chunk((int)(drawn.numel() / drawn.shape[0]))], read);
    }

    // What the codec loses at every value; nothing where a component is no channel.
    static FieldSet? Lost(Checkpoint checkpoint, Trajectory observed) => checkpoint.Loaded.Residuals is { } residuals
        ? checkpoint.Codec.Linear.Channels.Scatter(residuals.At(PointSet.CellsOf(observed.Mesh)), observed.Last.Fields).Select(observed.Last.Fields)
        : null;

    static async IAsyncEnumerable<PredictedStep> StepsAsync(DecodedForecast forecast, Trajectory observed, double[] leads, FieldSet? lost, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var step = 0; step < leads.Length; step++)
        {
            var lead = leads[step];
            var members = await Task.Run(() => forecast.At(lead, cancellationToken), cancellationToken);
            yield return new(observed.Last.TimeSeconds + (step + 1) * observed.SpacingSeconds, members, lost);
        }
    }

    IEnumerable<string> Notes(Checkpoint checkpoint, EvenContext context, int seen, int members, ContinuationRequest request, IReadOnlyDictionary<string, double> read)
    {
        var made = members == 1 ? "One forecast" : $"{members} futures";
        yield return Invariant($"{made} from {seen} frames of {checkpoint.Codec.BlockSnapshots} snapshots, {checkpoint.SnapshotSeconds:G4} s apart.");
        if (Beside(request).Count > 0) yield return $"Seen before the run: {string.Join(", ", request.Auxiliary)}.";
        if (context.Interpolated)
            yield return Invariant($"The run is written every {request.Observed.SpacingSeconds:G4} s and the model was trained at {checkpoint.SnapshotSeconds:G4} s: values are interpolated in time.");
        if (request.Effort != Effort.Trial) // which has nobody to tell
        {
            foreach (var (name, value) in checkpoint.Expected(request.Observed, new Dictionary<string, double>()))
            {
                if (request.Parameters.TryGetValue(name, out var told) && Math.Abs(value / told - 1) > Contradiction)
                    yield return Invariant($"Told {name} = {told:G3}, but the run's own momentum balance says {value:G3}.");
            }
        }

        string[] untold = [.. checkpoint.Generator.Conditions.Parameters.Select(one => one.Name).Where(name => !request.Parameters.ContainsKey(name))];
        if (untold.Length == 0) yield break;
        yield return read.Count > 0
            ? $"Read from the run, since it was not told: {string.Join(", ", read.Select(one => Invariant($"{one.Key} = {one.Value:G3}")))}. To tell it: --set {untold[0]}=VALUE."
            : $"The model would use {string.Join(", ", untold)} if told: --set {untold[0]}=VALUE.";
    }
}
