using System.Diagnostics;
using System.Globalization;
using System.Text;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Benchmarks.Codec;

/// <summary>Resident memory of ten thousand steps of the trainer on a small codec.</summary>
static class CodecMemory
{
    const int Steps = 10_000;

    public static async Task RunAsync(string report)
    {
        using var folder = new TempFolder();
        foreach (var (name, speed) in new[] { ("wave", 1), ("held-out", 2) })
            await ShardWriter.WriteAsync(folder.At("waves", name), name, new Dictionary<string, double>(), TravellingWave.Snapshots(2, 48, speed), new Told<int>(_ => { }), default);
        await File.WriteAllTextAsync(folder.At("waves", "members.csv"), "name,split\nwave,train\nheld-out,validation\n");
        var options = new CodecTrainingOptions { TrajectorySteps = Steps, FrameSteps = 0, PointSteps = 0, BatchSets = 2, BatchClips = 2, ClipBlocks = 3, ValidateEvery = 1000, ReportEvery = 1000, Threads = 1 };
        var (resident, watch) = (new List<(int Step, double MiB)>(), Stopwatch.StartNew());
        CodecTraining.Run(folder.At("waves"), folder.At("codec"), mesh => TravellingWave.Config(ActiveAxes.Of(mesh).Count), options, new Told<WorkProgress>(Look), default);

        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            # Memory of a long training

            Resident memory of {Steps} steps of the trainer on a small codec (two axes, attention, {options.BatchSets * options.BatchClips} clips of {options.ClipBlocks} blocks),
            measured after a garbage collection; a validation and a saved state every {options.ValidateEvery} steps. {watch.Elapsed.TotalMilliseconds / Steps:F1} ms a step.
            From step 1000 to step {Steps}: {resident[^1].MiB - resident[0].MiB:+0.0;-0.0} MiB.

            | step | resident, MiB |
            | --- | --- |

            """);
        foreach (var (step, mebibytes) in resident) table.AppendLine(CultureInfo.InvariantCulture, $"| {step} | {mebibytes:F1} |");
        await File.WriteAllTextAsync(report, table.AppendLine().AppendLine("Again: `dotnet run --project tests/CfdBridge.Benchmarks -c Release -- codec-memory`.").ToString());
        Console.WriteLine(table);

        void Look(WorkProgress progress)
        {
            if (progress.Stage == "trajectories") resident.Add((progress.Step, ResidentMemory.MiB()));
        }
    }

    // Tells at once and not on another thread.
    sealed class Told<T>(Action<T> seen) : IProgress<T>
    {
        public void Report(T value) => seen(value);
    }
}
