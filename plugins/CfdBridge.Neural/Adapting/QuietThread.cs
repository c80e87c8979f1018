using System.Runtime.InteropServices;

namespace CfdBridge.Neural;

/// <summary>Long work on a thread of its own that gives way to solvers.</summary>
static class QuietThread
{
    const int Thread = 0;      // PRIO_PROCESS; on Linux, with 0 for the process, the calling thread
    const int Niceness = 10;

    public static Task<TResult> Run<TResult>(Func<TResult> work)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new System.Threading.Thread(() =>
        {
            if (OperatingSystem.IsLinux()) _ = setpriority(Thread, 0, Niceness); // .NET's own priorities do nothing there; refused, it works at the usual one
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
    static extern int setpriority(int which, uint who, int niceness);
}
