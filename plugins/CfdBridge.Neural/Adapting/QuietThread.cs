using System.Runtime.InteropServices;

namespace CfdBridge.Neural;

/// <summary>Long work on a thread of its own that gives way to solvers.</summary>
static class QuietThread
{
    const int Below = 5; // of niceness, under the other threads of the program

    public static Task<TResult> Run<TResult>(Func<TResult> work)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            if (OperatingSystem.IsLinux()) _ = nice(Below); // of the calling thread alone; .NET's own priorities do nothing there
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException stopped)
            {
                done.SetCanceled(stopped.CancellationToken);
            }
            catch (Exception failure)
            {
                done.SetException(failure); // to whoever waits
            }
        })
        { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "tuning" };
        thread.Start();
        return done.Task;
    }

    [DllImport("libc")]
    static extern int nice(int increment);
}
