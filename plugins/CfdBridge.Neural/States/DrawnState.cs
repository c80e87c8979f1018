using CfdBridge.Models;
using static System.FormattableString;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// E draws · T frames · L sites · D latent numbers
/// <summary>
/// A developed state from run parameters alone: segments are drawn from noise, told the parameters and that the flow is
/// developed, continued in latent space until they have forgotten how they began, and the one is taken whose period and
/// amplitude are nearest to what the finished runs say. No solver has seen the flow before.
/// </summary>
sealed class DrawnState(EchoOptions options, Checkpoints checkpoints) : IStateEngine
{
    const string Kind = "echo";
    const int Measured = 16;      // frames at the end of a draw from which its cycles are read
    const int RunsMeasured = 128; // snapshots of a finished run
    const double MostOff = 0.25;  // of a draw: 3 % in period and 10 % in amplitude, as an example

    public Task<PredictedState> PredictAsync(StateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Predict(request, cancellationToken), cancellationToken);
    }

    PredictedState Predict(StateRequest request, CancellationToken cancellationToken)
    {
        var (draws, cycles, expected, place) = Draws(request, cancellationToken);
        var best = Enumerable.Range(0, draws.Count).OrderBy(draw => double.IsFinite(expected.Off(cycles[draw])) ? expected.Off(cycles[draw]) : double.PositiveInfinity).First();
        if (!(expected.Off(cycles[best]) <= MostOff))
            throw new EngineRefusedException(Invariant($"None of {draws.Count} draws swings like the finished runs: the nearest has a period of {cycles[best].PeriodSeconds:G4} s and an amplitude of {cycles[best].Amplitude:G3}, {expected.PeriodSeconds:G4} s and {expected.Amplitude:G3} are expected."));
        return new(draws[best][^1],
            [Invariant($"The nearest of {draws.Count} draws: period {cycles[best].PeriodSeconds:G4} s and amplitude {cycles[best].Amplitude:G3} of {place.Field} at cell {place.Cell}; the finished runs have it that they are {expected.PeriodSeconds:G4} s and {expected.Amplitude:G3}.")]);
    }

    /// <summary>All draws by their last snapshots, how each swings, and how it should.</summary>
    public (IReadOnlyList<FieldSet[]> Draws, IReadOnlyList<RunCycle> Cycles, RunCycle Expected, SwingingPlace Place) Draws(StateRequest request, CancellationToken cancellationToken)
    {
        if (request.Runs.Count == 0) throw new EngineRefusedException("The library holds no finished run on this mesh.");
        var ends = request.Runs.Select(run => (Run: run, End: run.Last(RunsMeasured))).ToArray();
        var checkpoint = Suited(request, ends[0].End);
        var (name, wanted) = Parameter(checkpoint, request.Parameters);
        var place = SwingingPlace.Of(ends.Where(one => one.Run.Parameters.ContainsKey(name)).OrderBy(one => Math.Abs(one.Run.Parameters[name] - wanted)).Select(one => one.End).FirstOrDefault() ?? ends[0].End);
        var expected = ExpectedCycle.At(name, wanted, ends.Where(one => one.Run.Parameters.ContainsKey(name)).Select(one => (one.Run.Parameters[name], place.Cycle(one.End))));

        var draws = Drawn(checkpoint, request, ends[0].End.Last, cancellationToken).ToArray();
        var spacing = checkpoint.SnapshotSeconds;
        var cycles = draws.Select(draw => RunCycle.Of([.. draw.Select((_, i) => i * spacing)], [.. draw.Select(place.In)])).ToArray();
        return (draws, cycles, expected, place);
    }

    // The fields of each draw's last snapshots, in time order.
    IEnumerable<FieldSet[]> Drawn(Checkpoint checkpoint, StateRequest request, Snapshot layout, CancellationToken cancellationToken)
    {
        var codec = checkpoint.Codec;
        var frames = options.SpinUpFrames + Measured;
        var latents = Latents(checkpoint, request, frames);
        var mesh = codec.On(request.Mesh, new(options.Roles));
        var (points, led) = (PointSet.CellsOf(request.Mesh), Math.Min(frames, Measured + codec.Config.BlocksSeen + 2));
        var width = codec.Sites * codec.Config.Latent;
        foreach (var draw in latents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = new DecodedRun(codec, mesh, points, draw[^(led * width)..], null, sharers: 1);
            var snapshots = Math.Min(run.Snapshots - 1, Measured * codec.BlockSnapshots);
            yield return [.. Enumerable.Range(run.Snapshots - snapshots, snapshots).Select(snapshot => ObservedFields.Of(run.Snapshot(snapshot).Span, codec.Linear.Channels, layout.Fields))];
        }
    }

    float[][] Latents(Checkpoint checkpoint, StateRequest request, int frames)
    {
        using var scope = NewDisposeScope();
        var (sites, width) = (checkpoint.Codec.Sites, checkpoint.Codec.Config.Latent);
        var nothing = zeros([0, sites, width]);
        var (drawn, _) = checkpoint.Generator.Continue(nothing, frames, new()
        {
            Mode = GenerationMode.Draws,
            Members = options.Members,
            Seed = request.Seed,
            Parameters = request.Parameters,
            Developed = true,
            FlowSteps = options.SamplerSteps,
            Method = options.Method,
        });
        return [.. drawn.contiguous().data<float>().ToArray().Chunk(frames * sites * width)];
    }

    Checkpoint Suited(StateRequest request, Trajectory like)
    {
        var refusals = new List<string>();
        foreach (var folder in Checkpoints.Folders(options))
        {
            try
            {
                var (axes, grid) = checkpoints.DomainOf(folder, options);
                Suitability.ExpectDomain(axes, grid, request.Mesh);
                ExpectFields(folder, like.Last.Fields); // before a model is loaded, which takes seconds
                var checkpoint = checkpoints.Of(folder, options);
                if (!checkpoint.Generator.Draws) throw Suitability.Refusal(folder, "the model was trained for the mean forecast only and cannot draw", "Train it with --mixed-steps.");
                if (checkpoint.Generator.ToldOfSites) throw Suitability.Refusal(folder, "the model is told of geometry and of a run's mean, which nobody knows here", "Name a model of one geometry.");
                new Suitability(Kind, checkpoint).ExpectState(like, request.Parameters);
                return checkpoint;
            }
            catch (Exception refusal) when (refusal is EngineRefusedException or BridgeException)
            {
                refusals.Add(refusal.Message);
            }
        }

        throw new EngineRefusedException(refusals.Count == 0 ? "No generator is there that draws." : string.Join(" ", refusals.Distinct().Take(2)));
    }

    void ExpectFields(string folder, FieldSet fields)
    {
        var known = NeuralCodecDescription.Load(Checkpoint.CodecOf(folder, options.Codec)).Fields;
        if (fields.FirstOrDefault(field => !known.ContainsKey(field.Name)) is { } strange)
            throw Suitability.Refusal(strange.Name, "the model does not know this field, without which a solver could not start", "Name a model of such flows.");
    }

    static (string Name, double Value) Parameter(Checkpoint checkpoint, IReadOnlyDictionary<string, double> known)
    {
        var names = checkpoint.Generator.Conditions.Parameters.Select(one => one.Name).ToArray();
        if (names is not [var name]) throw new EngineRefusedException($"The model is told of {(names.Length == 0 ? "no parameter" : string.Join(" and ", names))}; draws are told apart along one.");
        return known.TryGetValue(name, out var value) ? (name, value) : throw new EngineRefusedException($"{name}: the model draws for one value of it. Tell it: --set {name}=VALUE.");
    }
}
