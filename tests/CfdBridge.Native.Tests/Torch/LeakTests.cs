using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class LeakTests
{
    const int Steps = 10_000;
    const double FlatMiB = 16; // the managed heap moves by a few; one activation lost in each step would be 80

    [Fact]
    public void Ten_thousand_training_steps_leave_memory_as_it_was()
    {
        using var network = nn.Sequential(nn.Linear(16, 64), nn.SiLU(), nn.Linear(64, 16));
        using var optimizer = optim.AdamW(network.parameters());
        using var x = randn(32, 16);
        for (var i = 0; i < 2000; i++) Step();
        var before = ResidentMemory.MiB();


        for (var i = 0; i < Steps; i++) Step();


        Assert.InRange(ResidentMemory.MiB() - before, -1000, FlatMiB);

        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(network.call(x), x);
            loss.backward();
            nn.utils.clip_grad_norm_(network.parameters(), 1);
            optimizer.step();
        }
    }

    [Fact]
    public void Forgotten_tensors_are_found_by_the_garbage_collector()
    {
        Forget(200);
        var before = ResidentMemory.MiB();


        Forget(2000); // 8 GiB, had they stayed


        Assert.InRange(ResidentMemory.MiB() - before, -10_000, 200);

        static void Forget(int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = ones(1 << 20);
                if (i % 20 == 0) Collect();
            }

            Collect();
        }

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
