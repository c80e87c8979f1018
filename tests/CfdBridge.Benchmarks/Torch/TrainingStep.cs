using System.Diagnostics;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Torch;

/// <summary>The side of this project; its twin is <c>training_step.py</c>.</summary>
static class TrainingStep
{
    public static void Run(int threads, int steps)
    {
        set_num_threads(threads);
        manual_seed(0);
        using var network = new SpaceTimeNetwork();
        using var optimizer = optim.AdamW(network.parameters(), lr: 1e-3, weight_decay: 1e-2);
        using var x = randn([2, 2, 8, 32, 32], generator: new Generator(1));
        var measured = Measured.Of(Step, steps);
        (measured with { AddMicroseconds = AddMicroseconds() }).Print();

        double Step()
        {
            using var scope = NewDisposeScope();
            network.zero_grad();
            var error = nn.functional.mse_loss(network.call(x), x);
            error.backward();
            nn.utils.clip_grad_norm_(network.parameters(), 1);
            optimizer.step();
            return error.item<float>();
        }
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
}
