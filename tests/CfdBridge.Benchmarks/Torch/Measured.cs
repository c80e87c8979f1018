using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CfdBridge.Benchmarks.Torch;

/// <summary>What one side measured of its training steps; its twin is <c>measured.py</c>.</summary>
/// <param name="StepMs">Of every step after the warm-up.</param>
/// <param name="CpuMs">Processor time of every such step, which other programs on the machine disturb less.</param>
/// <param name="PeakMiB">Largest resident memory of the process.</param>
/// <param name="AddMicroseconds">One addition of two tensors of four elements, unrecorded; 0 where it was not measured.</param>
/// <param name="Loss">Of the last step; both sides must agree on it.</param>
sealed record Measured(double[] StepMs, double[] CpuMs, double PeakMiB, double AddMicroseconds, double Loss)
{
    const int WarmUp = 3;

    /// <param name="step">One step, from the first gradient to the loss.</param>
    public static Measured Of(Func<double> step, int steps)
    {
        List<double> times = [], processor = [];
        var loss = 0.0;
        for (var i = 0; i < WarmUp + steps; i++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            loss = step();
            if (i < WarmUp) continue;
            times.Add(watch.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        return new([.. times], [.. processor], Peak(), 0, loss);
    }

    /// <summary>To standard output, where the comparison reads it.</summary>
    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this));

    static double Peak() => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
