using CfdBridge.Pipeline;

namespace CfdBridge.Tests.Pipeline;

public sealed class OwnThreadTests
{
    [Fact]
    public async Task What_follows_an_await_is_on_the_same_thread()
    {
        var seen = new List<(int Thread, string? Name)>();
        await OwnThread.RunAsync("mine", async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                seen.Add((Environment.CurrentManagedThreadId, Thread.CurrentThread.Name));
                if (i % 2 == 0) await Task.Delay(1);
                else await Task.Run(() => { });
            }
        });

        Assert.Equal((5, "mine"), (seen.Count, Assert.Single(seen.Distinct()).Name));
        Assert.NotEqual("mine", Thread.CurrentThread.Name);
    }

    [Fact]
    public async Task What_goes_wrong_on_it_is_told_to_who_waits()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => OwnThread.RunAsync("mine", () => throw new InvalidDataException()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OwnThread.RunAsync("mine", () => Task.Delay(-1, new CancellationToken(canceled: true))));
    }
}
