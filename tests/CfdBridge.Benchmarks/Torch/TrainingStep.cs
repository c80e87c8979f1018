using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Torch;

/// <summary>What one side measured: a training step of the network, its peak memory, and the cost of one tiny operator.</summary>
/// <param name="StepMs">Of every step after the warm-up.</param>
/// <param name="CpuMs">Processor time of every such step, which other programs on the machine disturb less.</param>
/// <param name="PeakMiB">Largest resident memory of the process.</param>
/// <param name="AddMicroseconds">One addition of two tensors of four elements, unrecorded.</param>
/// <param name="Loss">Of the last step; both sides must agree on it.</param>
sealed record Measured(double[] StepMs, double[] CpuMs, double PeakMiB, double AddMicroseconds, double Loss);

/// <summary>The side of this project; its twin is <c>training_step.py</c>.</summary>
static class TrainingStep
{
    const int WarmUp = 3;

    public static void Run(int threads, int steps)
    {
        set_num_threads(threads);
        manual_seed(0);
        using var network = new SpaceTimeNetwork();
        using var optimizer = optim.AdamW(network.parameters(), lr: 1e-3, weight_decay: 1e-2);
        using var x = randn([2, 2, 8, 32, 32], generator: new Generator(1));
        List<double> times = [], processor = [];
        var loss = 0.0;
        for (var i = 0; i < WarmUp + steps; i++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            using var scope = NewDisposeScope();
            network.zero_grad();
            var error = nn.functional.mse_loss(network.call(x), x);
            error.backward();
            nn.utils.clip_grad_norm_(network.parameters(), 1);
            optimizer.step();
            loss = error.item<float>();
            if (i < WarmUp) continue;
            times.Add(watch.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        Console.WriteLine(JsonSerializer.Serialize(new Measured([.. times], [.. processor], PeakMiB(), AddMicroseconds(), loss)));
    }

    static double AddMicroseconds()
    {
        const int Calls = 200_000;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (a, b) = (ones(4), ones(4));
        for (var i = 0; i < Calls / 4; i++) (a + b).Dispose();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Calls; i++) (a + b).Dispose();
        return watch.Elapsed.TotalMicroseconds / Calls;
    }

    static double PeakMiB() => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
