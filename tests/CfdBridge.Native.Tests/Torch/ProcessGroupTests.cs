using CfdBridge.Native.Tests.Training;
using CfdBridge.Torch;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class ProcessGroupTests
{
    // Two members on two threads: each has a store and a connection of its own, as two processes would.
    [Fact]
    public async Task Members_share_sums_means_and_one_members_values()
    {
        var port = Port.Free();


        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(rank => Task.Factory.StartNew(() => Member(rank, port), TaskCreationOptions.LongRunning)));


        Assert.All(results, values => Assert.Equal([30f, 300f, 1.5f, 7f], values));
    }

    [Fact]
    public void An_unknown_backend_names_the_known_ones()
    {
        var refused = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => ProcessGroup.Join(new("127.0.0.1", Port.Free(), 0, 1) { Backend = "mpi" }));
        Assert.Contains("Known backends", refused.Message, StringComparison.Ordinal);
    }

    static float[] Member(int rank, int port)
    {
        using var scope = NewDisposeScope();
        using var group = ProcessGroup.Join(new("127.0.0.1", port, rank, 2) { TimeoutSeconds = 30 });
        var (sum, mean, given) = (tensor(new[] { 10f * (rank + 1), 100f * (rank + 1) }), tensor(rank + 1f), tensor(rank == 1 ? 7f : 0f));
        group.AllReduceSum(sum);
        group.AllReduceMean(mean);
        group.Broadcast(given, fromRank: 1);
        group.Barrier();
        return [.. sum.data<float>(), mean.item<float>(), given.item<float>()];
    }
}
