using CfdBridge.Native.Tests.Models;
using CfdBridge.Torch;
using CfdBridge.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Training;

[Collection("torch")]
public sealed class TrainingProcessesTests
{
    [Fact]
    public async Task Every_row_of_a_batch_is_one_processs_and_none_is_left_without()
    {
        var rows = await Members(3, processes => (processes.Rows(5), Record.Exception(() => processes.Rows(2))));

        Assert.Equal([new(0, 1), new(1, 2), new(3, 2)], rows.Select(one => one.Item1));
        Assert.All(rows, one => Assert.Contains("--batch: 3 processes cannot share 2", Assert.IsType<UsageException>(one.Item2).Message, StringComparison.Ordinal));
        Assert.Equal(new(0, 5), TrainingProcesses.Alone.Rows(5));
    }

    [Fact]
    public async Task Losses_and_gradients_are_summed()
    {
        var sums = await Members(2, processes =>
        {
            using var scope = NewDisposeScope();
            Parameter[] parameters = [new(ones(3)), new(ones(2, 3000, 1000)), new(ones(1))]; // the second alone fills a bucket, the third has no gradient
            var loss = (processes.Rank + 1) * (parameters[0].sum() * 2 + parameters[1].sum());
            loss.backward();
            var whole = processes.Sum(loss, parameters);
            return (whole, parameters[0].grad!.data<float>().ToArray(), parameters[1].grad!.mean().item<float>(), parameters[2].grad is null); // two have one
        });

        Assert.All(sums, one =>
        {
            Assert.Equal(3 * 6_000_006.0, one.whole, 2.0); // float32 adds to eight digits
            Assert.Equal([6f, 6, 6], one.Item2);
            Assert.Equal(3f, one.Item3);
            Assert.True(one.Item4);
        });
    }

    [Fact]
    public async Task While_the_first_works_alone_the_others_wait()
    {
        var done = 0;

        var seen = await Members(2, processes =>
        {
            processes.FirstAlone(stillAtIt =>
            {
                stillAtIt();
                Thread.Sleep(200);
                stillAtIt();
                done++;
            });
            return Volatile.Read(ref done);
        });

        Assert.Equal([1, 1], seen);
    }

    [Fact]
    public async Task Other_weights_than_the_firsts_are_refused_by_all()
    {
        var refused = await Members(3, processes =>
        {
            using var network = nn.Linear(2, 1);
            using var untracked = no_grad();
            network.weight.fill_((Scalar)(processes.Rank == 2 ? 1.0000001 : 1.0));
            network.bias!.fill_((Scalar)0.0); // it has one
            return Record.Exception(() => processes.ExpectSameWeights(network));
        });

        Assert.All(refused, one => Assert.Contains("process 2 of 0 to 2 came to other weights", Assert.IsType<NativeException>(one).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // it stays and says nothing
    public async Task A_process_that_leaves_or_does_not_answer_is_an_error_of_the_others(bool leaves)
    {
        using var failed = new ManualResetEventSlim();

        var errors = await Members(2, processes =>
        {
            if (processes.Rank == 0) return First();
            if (!leaves) failed.Wait();
            return null;

            Exception? First()
            {
                var error = Record.Exception(() => processes.ExpectSame("folder", "options"));
                failed.Set();
                return error;
            }
        });

        Assert.Contains("process 0 of 2: another one has ended or does not answer", Assert.IsType<NativeException>(errors[0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_it_is_cancelled_a_process_is_cancelled_whatever_fails()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var errors = await Members(2, processes => processes.Rank == 0 ? Record.Exception(() => processes.ExpectSame("folder", "options")) : null, cancelled.Token);

        Assert.IsType<OperationCanceledException>(errors[0]);
    }

    [Fact]
    public void A_process_whose_others_do_not_come_says_which()
    {
        var alone = Assert.Throws<NativeException>(() => TrainingProcesses.Join(new ProcessGroupOptions("127.0.0.1", Port.Free(), 0, 2) { JoinSeconds = 1 }, new AtOnce(_ => { }), default));

        Assert.Contains("member 1 did not come within 1 s", alone.Message, StringComparison.Ordinal);
        Assert.Contains("WORLD_SIZE", alone.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_on_the_same_cores_share_them()
    {
        var threads = await Members(2, processes => (processes.Threads(0), processes.Threads(7)));

        Assert.Equal((Math.Max(1, Environment.ProcessorCount / 2), 7), threads[0]);
        Assert.Equal(threads[0], threads[1]);
        Assert.Equal(Environment.ProcessorCount, TrainingProcesses.Alone.Threads(0));
    }

    // Each on a thread of its own, which has a connection of its own as a process would.
    static Task<T[]> Members<T>(int size, Func<TrainingProcesses, T> work, CancellationToken cancelled = default)
    {
        var port = Port.Free();
        return Task.WhenAll(Enumerable.Range(0, size).Select(rank => Task.Factory.StartNew(
            () =>
            {
                using var processes = TrainingProcesses.Join(new ProcessGroupOptions("127.0.0.1", port, rank, size) { JoinSeconds = 30, TimeoutSeconds = 5 }, new AtOnce(_ => { }), cancelled);
                return work(processes);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }
}
