using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Benchmarks.Codec;

/// <summary>The linear codec on the wake of <c>samples/extruded-cylinder</c>: errors on what it was not fitted to, and what a million cells cost.</summary>
static class ThreeDimensions
{
    const double Fitted = 0.7;       // share of the run
    const double Known = 0.2;        // share of the points
    const string Model = "artifacts/three-dimensions";

    static readonly int[] Compressions = [64, 150];

    public static void Run(string library, string report)
    {
        var shard = new ShardReader(Path.Combine(library, "small"));
        var (mesh, channels) = (shard.Mesh, Channels(shard));
        var (run, first) = (FlowRun.Of(shard, channels), (int)(Fitted * shard.Count));
        var config = LinearCodecConfig.For(mesh);
        int[] latents = [.. Compressions.Select(times => (int)Math.Round((double)mesh.CellCount * channels.Count * config.BlockSnapshots / (times * Sites(config))))];
        var watch = Stopwatch.StartNew();
        var codec = LinearCodecFit.Of([run with { Snapshots = first }], channels, config with { Latent = latents.Max() });
        var fitSeconds = watch.Elapsed.TotalSeconds;
        var (truth, count) = (run.Read(first, shard.Count - first), shard.Count - first);
        var (all, some) = (PointSet.CellsOf(mesh), Some(mesh));
        var seen = Rows(truth, some.Cells!, mesh.CellCount, channels.Count); // a selection has cell numbers
        var table = new StringBuilder();
        void Row(string what, double known, float[] found) =>
            table.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {100 * known:F0} % | {CodecErrors.Of(found, truth, mesh, channels)} |");

        Row("grid alone", 1, ThroughGrid(codec, all, truth, all));
        Row("grid alone", Known, ThroughGrid(codec, some, seen, all));
        for (var i = 0; i < latents.Length; i++)
        {
            var shorter = codec.Truncated(latents[i]);
            var what = string.Create(CultureInfo.InvariantCulture, $"d = {latents[i]}, {Compression.Of(mesh.CellCount, channels.Count, config.BlockSnapshots, Sites(config) * latents[i]):F0} times");
            Row(what, 1, shorter.Decode(shorter.Encode(all, truth, count), all));
            Row(what, Known, shorter.Decode(shorter.Encode(some, seen, count), all));
            LinearCodecFolder.Save(shorter, Path.Combine(Model, $"{latents[i]}"));
        }

        var provenance = codec.Weights.Provenance;
        File.WriteAllText(report, string.Create(CultureInfo.InvariantCulture, $"""
            # The linear codec in three dimensions

            The wake of `samples/extruded-cylinder` at Re {shard.Description.Parameters["Re"]:G4}, {mesh.CellCount} cells. Fitted to the first {first} of {shard.Count}
            snapshots in {fitSeconds:F0} s ({provenance.Blocks} overlapping blocks; the patches lose {100 * provenance.LostInPatches:F2} % of the energy in them, the sites
            {100 * provenance.LostInSites:F2} %), judged on the other {count}. Grid {string.Join(" x ", config.GridNodes)}, {Sites(config)} sites. Errors in percent, weighted by
            volume, mean over steps; of the fluctuation: over the root mean square of the fluctuation about the mean of the
            steps judged.

            | | points known | U | p | fluctuation of U | of p |
            | --- | --- | --- | --- | --- | --- |
            {table}
            {Large(library, latents)}
            Again: `samples/extruded-cylinder/generate.py --large`, then
            `dotnet run --project tests/CfdBridge.Benchmarks -c Release -- codec3d LIBRARY` with the library that it names.

            """));
        Console.WriteLine(File.ReadAllText(report));
    }

    /// <summary>In a process of its own, so that its peak memory is that of encoding and decoding.</summary>
    public static void RunLarge(string library, string model)
    {
        var codec = LinearCodecFolder.Load(model);
        var shard = new ShardReader(Path.Combine(library, "large"));
        var run = FlowRun.Of(shard, codec.Channels);
        var (points, values) = (PointSet.CellsOf(run.Mesh), run.Read(0, run.Snapshots));
        var loaded = PeakMiB();
        T Timed<T>(Func<T> work, out double seconds)
        {
            var watch = Stopwatch.StartNew();
            var result = work();
            seconds = watch.Elapsed.TotalSeconds;
            return result;
        }

        var latents = Timed(() => codec.Encode(points, values, run.Snapshots), out var firstEncode);
        Timed(() => codec.Encode(points, values, run.Snapshots), out var encode);
        var decoded = Timed(() => codec.Decode(latents, points), out var firstDecode);
        Timed(() => codec.Decode(latents, points), out var decode);
        var peak = PeakMiB();
        var times = Compression.Of(run.Mesh.CellCount, codec.Channels.Count, run.Snapshots, latents.Values.Length);
        Console.WriteLine(JsonSerializer.Serialize(new LargeCase(
            run.Mesh.CellCount, run.Snapshots, times, firstEncode, encode, firstDecode, decode, loaded, peak, CodecErrors.Of(decoded, values, run.Mesh, codec.Channels))));
    }

    /// <summary>The grid alone for several numbers of nodes: what the default was chosen by.</summary>
    public static void ScanGrids(string library)
    {
        var shard = new ShardReader(Path.Combine(library, "small"));
        var (run, first) = (FlowRun.Of(shard, Channels(shard)), (int)(Fitted * shard.Count));
        var (truth, all, some) = (run.Read(first, 8), PointSet.CellsOf(shard.Mesh), Some(shard.Mesh));
        var seen = Rows(truth, some.Cells!, shard.Mesh.CellCount, Channels(shard).Count); // a selection has cell numbers
        Console.WriteLine("| nodes | points known | U | p | fluctuation of U | of p |\n| --- | --- | --- | --- | --- | --- |");
        foreach (int[] nodes in (int[][])[[48, 32, 16], [64, 48, 16], [64, 48, 32], [80, 56, 16], [96, 64, 8], [96, 64, 16], [104, 64, 16], [128, 80, 16]])
        {
            var codec = LinearCodecFit.Of([run with { Snapshots = first }], Channels(shard), LinearCodecConfig.For(3) with { GridNodes = nodes, PatchCoefficients = 1, Latent = 1, TrainingMiB = 64 });
            Console.WriteLine($"| {string.Join(" x ", nodes)} | 100 % | {CodecErrors.Of(ThroughGrid(codec, all, truth, all), truth, shard.Mesh, codec.Channels)} |");
            Console.WriteLine($"| {string.Join(" x ", nodes)} | 20 % | {CodecErrors.Of(ThroughGrid(codec, some, seen, all), truth, shard.Mesh, codec.Channels)} |");
        }
    }

    static string Large(string library, int[] latents)
    {
        if (!Directory.Exists(Path.Combine(library, "large"))) return "The case of a million cells was not there.\n";
        var text = new StringBuilder();
        foreach (var latent in latents)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ThreeDimensions).Assembly.Location, "codec3d-large", library, Path.Combine(Model, $"{latent}")]) { RedirectStandardOutput = true })!; // never null for a new process
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"The large case ended with {process.ExitCode}.");
            var large = JsonSerializer.Deserialize<LargeCase>(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!; // the other side writes one
            if (text.Length == 0) text.AppendLine(LargeCase.Header);
            text.AppendLine(large.Row(latent));
        }

        return text.ToString();
    }

    static FlowChannels Channels(ShardReader shard) => FlowChannels.Of([("U", 3), ("p", 1)], ActiveAxes.Of(shard.Mesh));

    static int Sites(LinearCodecConfig config) => config.GridNodes.Aggregate(1, (sites, nodes) => sites * nodes / (config.PatchNodes * config.GroupPatches));

    static PointSet Some(Mesh mesh)
    {
        var random = new Random(1);
        return PointSet.CellsOf(mesh, [.. Enumerable.Range(0, mesh.CellCount).Where(_ => random.NextDouble() < Known)]);
    }

    // [snapshots, cells, channels] -> [snapshots, some cells, channels]
    static float[] Rows(float[] values, int[] cells, int cellCount, int channels)
    {
        var (rows, snapshots) = (new float[values.Length / cellCount * cells.Length], values.Length / cellCount / channels);
        for (var t = 0; t < snapshots; t++)
        {
            for (var i = 0; i < cells.Length; i++) values.AsSpan((t * cellCount + cells[i]) * channels, channels).CopyTo(rows.AsSpan((t * cells.Length + i) * channels));
        }

        return rows;
    }

    static float[] ThroughGrid(LinearCodec codec, PointSet points, float[] values, PointSet wanted, MovingLeastSquaresOptions? options = null)
    {
        var (weights, channels) = (codec.Weights, codec.Channels.Count);
        var (from, to) = (codec.Axes.Of(points.Coordinates), codec.Axes.Of(wanted.Coordinates));
        var (means, meansWanted) = (weights.Normaliser.MeansAt(points, from, weights.Grid), weights.Normaliser.MeansAt(wanted, to, weights.Grid));
        var (lift, sample) = (new PointLift(weights.Grid, from, options: options), LagrangeSample.Of(weights.Grid, to));
        var back = new float[values.Length / points.Count * wanted.Count];
        for (var t = 0; t < values.Length / points.Count / channels; t++)
        {
            float[] read = [.. lift.Reads.SelectMany(point => Enumerable.Range(point * channels, channels)).Select(i => values[t * means.Length + i] - means[i])];
            var found = sample.Apply(lift.Apply(read, channels), channels);
            for (var i = 0; i < found.Length; i++) back[t * found.Length + i] = found[i] + meansWanted[i];
        }

        return back;
    }

    static double PeakMiB()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
