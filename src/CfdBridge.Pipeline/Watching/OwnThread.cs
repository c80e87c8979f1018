using System.Collections.Concurrent;

namespace CfdBridge.Pipeline;

/// <summary>A thread of its own for a piece of asynchronous work: what follows an await comes back to it, and waits for no thread that others hold.</summary>
sealed class OwnThread : SynchronizationContext
{
    readonly BlockingCollection<(SendOrPostCallback Work, object? State)> queue = []; // written by whoever completes an await, read by the thread

    public static Task RunAsync(string name, Func<Task> work)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => new OwnThread().Run(work, ended)) { Name = name, IsBackground = true }.Start();
        return ended.Task;
    }

    public override void Post(SendOrPostCallback d, object? state) => queue.Add((d, state));

    void Run(Func<Task> work, TaskCompletionSource ended)
    {
        SetSynchronizationContext(this);
        var task = Begun(work);
        task.ContinueWith(_ => Post(_ => { }, null), TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            var (next, state) = queue.Take();
            next(state);
        }

        ended.SetFromTask(task);
    }

    // What is thrown before the first await ends in the task too.
    static async Task Begun(Func<Task> work) => await work();
}
