using System.Diagnostics;
using CfdBridge.Data;
using CfdBridge.Models;
using static System.FormattableString;

namespace CfdBridge.Benchmarks.Forecast;

/// <summary>What the runs of a library say of their own viscosity, beside the Reynolds number they were captured with.</summary>
static class Viscosities
{
    public static void Run(string library, int snapshots, int stride, double[] seconds, string report)
    {
        var lines = new List<string> { $"# Viscosity times Re, {snapshots} snapshots of every {stride}", "", "| run | time | viscosity x Re | explained | ms |", "| --- | --- | --- | --- | --- |" };
        foreach (var shard in ShardReader.Library(library).Where(shard => shard.Description.Parameters.ContainsKey("Re")))
        {
            var faces = FaceTable.Of(shard.Mesh);
            foreach (var time in seconds)
            {
                var last = shard.Description.TimesSeconds.Count(t => t <= time + 1e-6) - 1;
                var first = last - (snapshots - 1) * stride;
                if (first < 0) continue;
                var run = new Trajectory(shard.Snapshots(first, last - first + 1, stride));
                var watch = Stopwatch.StartNew();
                var balance = MomentumBalance.Of(run, faces);
                var found = balance is null ? "- | -" : Invariant($"{balance.Viscosity * shard.Description.Parameters["Re"]:F3} | {balance.Explained:F3}");
                lines.Add(Invariant($"| {shard.Description.Name} | {time} | {found} | {watch.ElapsedMilliseconds} |"));
            }
        }

        File.WriteAllLines(report, lines);
        lines.ForEach(Console.WriteLine);
    }
}
