using System.Globalization;
using System.Text;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Neural;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.VtkSeries;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Forecast;

// T frames · L sites · D latent numbers
/// <summary>Where the time of a forecast goes, part by part and as a whole, with one thread of libtorch.</summary>
sealed class ForecastParts
{
    const int Seen = 64;
    const int Horizon = 200;
    const int Members = 8;
    const int Written = 100;

    static readonly LatentRequest TheMean = new() { Mode = GenerationMode.Mean };
    static readonly LatentRequest TheDraws = new() { Mode = GenerationMode.Draws, Members = Members };

    readonly StringBuilder table = new();
    readonly StringBuilder accuracy = new();
    readonly Checkpoint checkpoint;
    readonly Trajectory observed;
    readonly ContinuationRequest request;
    readonly MeshCodec mesh;
    readonly PointSet points;
    readonly float[] context; // [T, L, D]

    ForecastParts(ShardReader run, string model, string codec)
    {
        checkpoint = Checkpoint.Load(model, codec, LoadedCodec.Load);
        observed = new([.. run.Snapshots(run.Count / 2 - Seen, Seen, 1)]);
        request = new() { Observed = observed, Steps = Horizon, Parameters = run.Description.Parameters };
        var channels = Codec.Linear.Channels;
        points = PointSet.CellsOf(observed.Mesh);
        mesh = Codec.On(FlowRun.Of("run", observed, channels), channels.Gather(observed.Snapshots[0]));
        var even = new EvenContext(observed, channels, checkpoint.SnapshotSeconds, Codec.BlockSnapshots);
        context = checkpoint.Encoding.LastFrames(even, observed.Mesh, mesh, null, checkpoint.Generator.FramesSeen, default);
    }

    NeuralCodec Codec => checkpoint.Codec;

    /// <param name="run">Folder of a captured run.</param>
    /// <param name="segment">Folder of a generator.</param>
    /// <param name="echo">Folder of a generator that draws.</param>
    public static void Run(string run, string segment, string echo, string codec, string report)
    {
        set_num_threads(1);
        var shard = new ShardReader(run);
        var (mean, draws) = (new ForecastParts(shard, segment, codec), new ForecastParts(shard, echo, codec));
        mean.Parts();
        mean.Accuracy();
        mean.Whole("`segment` as a whole", new GeneratorEngine("segment", new SegmentOptions { Model = segment, Codec = codec }, new(), TheMean), Horizon, 1);
        var engine = new GeneratorEngine("echo", new EchoOptions { Model = echo, Codec = codec }, new(), TheDraws);
        draws.Row($"generator, {Members} members drawn, a member", Written * Members, () => draws.Generated(TheDraws, Written));
        draws.Whole("`echo` as a whole, a member", engine, Written, Members);
        draws.Writing(engine);
        File.WriteAllText(report, string.Create(CultureInfo.InvariantCulture, $"""
            # What a predicted snapshot costs

            {mean.observed.Mesh.CellCount} cells, {Horizon} snapshots ({Written} of the ensemble) after {Seen} of the run {shard.Description.Name}, one thread of libtorch; medians of three rounds. The encoding of
            the context is not in it. Processor time is of all threads: on a busy machine it is the figure to go by.

            | part | ms a snapshot | ms of processor time |
            | --- | --- | --- |
            {mean.table}{draws.table}
            Relative L2 differences on the context and the forecast, per cent, all channels in units of their scales:

            | | |
            | --- | --- |
            {mean.accuracy}
            Again: `dotnet run --project tests/CfdBridge.Benchmarks -c Release -- forecast RUN SEGMENT ECHO CODEC` with the folders of
            a captured run, of the two generators and of their codec.

            """));
        Console.WriteLine(File.ReadAllText(report));
    }

    void Parts()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var channels = Codec.Linear.Channels;
        var latents = Generated(TheMean, Horizon);
        var (coefficients, patches) = Codec.Network.Decode(latents, mesh.Surroundings);
        var numbers = coefficients.contiguous().data<float>().ToArray();
        var (decoded, row) = (mesh.AtPoints(coefficients, patches, points), points.Count * channels.Count);
        double[] places = [.. Enumerable.Range(0, Horizon).Select(i => (double)i)];
        var (whole, between) = (TimeStencil.Of(places, 5, 1), TimeStencil.Of(places, 5.5, 1));
        Row("generator, the mean", Horizon, () => Generated(TheMean, Horizon));
        Row("codec's network", Horizon, () => Codec.Network.Decode(latents, mesh.Surroundings));
        Row("coefficients to cells", Horizon, () => Codec.Linear.FromCoefficients(numbers, Horizon, points));
        Row("the same and the point decoder", Horizon, () => mesh.AtPoints(coefficients, patches, points));
        Row("to the time of a snapshot", Horizon, () => Each(i => whole.At(_ => decoded.AsMemory(i * row, row))));
        Row("to a time between snapshots", Horizon, () => Each(i => between.At(_ => decoded.AsMemory(i * row, row))));
        Row("fields made", Horizon, () => Each(i => ObservedFields.Of(decoded.AsSpan(i * row, row), channels, observed.Last.Fields)));
    }

    // What the short products and the point decoder change, beside what the codec loses.
    void Accuracy()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        const int Snapshots = Seen - 3; // whole blocks and one
        var channels = Codec.Linear.Channels;
        float[] truth = [.. observed.Snapshots.TakeLast(Snapshots).SelectMany(channels.Gather)];
        var (bfloat16, encoded, forecast) = In(Products.Fastest);
        var (single, encodedSingle, forecastSingle) = In(ScalarType.Float32);
        var z = tensor(encoded, [1, encoded.Length / (Codec.Sites * Codec.Config.Latent), Codec.Sites, Codec.Config.Latent]);
        var coefficients = Codec.Network.Decode(z, mesh.Surroundings).Coefficients.contiguous().data<float>().ToArray();
        var repeated = Codec.BlockSnapshots - 1;
        var uncorrected = Codec.Linear.FromCoefficients(coefficients, repeated + Snapshots, points, repeated);
        Line("truth and decoded, products in single precision", Difference(truth, single));
        Line($"truth and decoded, products in {Products.Fastest}", Difference(truth, bfloat16));
        Line("truth and decoded without the point decoder", Difference(truth, uncorrected));
        Line($"latents of the context, {Products.Fastest} and single", Relative(encodedSingle, encoded));
        Line($"latents of the forecast, {Products.Fastest} and single, last block", Relative(forecastSingle, forecast));

        (float[] Decoded, float[] Latents, float[] Forecast) In(ScalarType products)
        {
            checkpoint.Generator.Arithmetic.Products = Codec.Network.Arithmetic.Products = products;
            var latents = mesh.Encode(points, truth, Snapshots);
            return (mesh.Decode(latents, points), latents.Values, Generated(TheMean, Horizon).select(1, Horizon / Codec.BlockSnapshots - 1).contiguous().data<float>().ToArray());
        }
    }

    // Both as departures from the codec's mean field, in units of its scales.
    double Difference(float[] truth, float[] other)
    {
        var (scales, means) = (Codec.Linear.Weights.Normaliser.Scales, Codec.Linear.Weights.Normaliser.Means);
        return Relative(Departures(truth), Departures(other));

        float[] Departures(float[] values) => [.. values.Select((value, i) => (value - means[i % means.Length]) / scales[i % scales.Length])];
    }

    static double Relative(float[] one, float[] other) => 100 * Math.Sqrt(one.Zip(other, (a, b) => Math.Pow(a - b, 2)).Sum() / one.Sum(a => Math.Pow(a, 2)));

    void Line(string name, double percent) => accuracy.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {percent:F3} |");

    void Whole(string name, GeneratorEngine engine, int snapshots, int members) => Row(name, snapshots * members, () => StepsOf(engine, snapshots));

    // As many arrays as the bridge writes, the mean and three more for each field, compressed.
    void Writing(GeneratorEngine engine)
    {
        using var folder = new TempFolder();
        var sink = new VtkSeriesSink(new());
        var steps = StepsOf(engine, Written);
        Row($"mean of {Members} members, written as VTU", Written, () =>
        {
            foreach (var step in steps)
            {
                var fields = Ensemble.Mean(step.Members).Concat(Enumerable.Range(0, 3).SelectMany(member => step.Members[member].Select(field => field.With(field.ToSingle(), $"{field.Name}_{member}"))));
                sink.WriteAsync(new(folder.At($"{step.TimeSeconds}.vtu"), step.TimeSeconds, observed.Mesh, new(fields), Predicted: true), default).Wait();
            }
        });
    }

    List<PredictedStep> StepsOf(GeneratorEngine engine, int count)
    {
        var steps = new List<PredictedStep>();
        foreach (var step in engine.ContinueAsync(request with { Steps = count }, default).Result.Steps.ToBlockingEnumerable()) steps.Add(step);
        return steps;
    }

    Tensor Generated(LatentRequest how, int snapshots)
    {
        var seen = tensor(context, [context.Length / (Codec.Sites * Codec.Config.Latent), Codec.Sites, Codec.Config.Latent]);
        return checkpoint.Generator.Continue(seen, snapshots / Codec.BlockSnapshots, how with { Parameters = request.Parameters }).Frames;
    }

    static void Each(Action<int> work)
    {
        for (var i = 0; i < Horizon; i++) work(i);
    }

    void Row(string name, int snapshots, Action work)
    {
        var cost = Cost.Of(() =>
        {
            using var scope = NewDisposeScope();
            work();
        }).Over(snapshots);
        var line = string.Create(CultureInfo.InvariantCulture, $"| {name} | {cost.Wall:F3} | {cost.Processor:F3} |");
        Console.WriteLine(line);
        table.AppendLine(line);
    }
}
