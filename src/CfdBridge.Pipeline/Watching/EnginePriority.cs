using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CfdBridge.Pipeline;

/// <summary>
/// Lets what may lag behind give way to what must not: steps of a solver that purges wait for nobody, nor does the solver
/// itself. Engines work on the runtime's shared threads, so every thread of the process is lowered but those that take steps.
/// On Linux each thread has a nice value of its own, which anybody may raise and nobody may lower; elsewhere nothing is done.
/// </summary>
/// <param name="takers">Threads that will call <see cref="KeepOwn"/>. A thread begins as low as the one that starts it, so nothing is lowered before all have.</param>
public sealed class EnginePriority(int takers)
{
    const int Lower = 5;
    const string Threads = "/proc/self/task";

    readonly ConcurrentDictionary<int, int> kept = []; // nice values by thread
    int awaited = takers;

    /// <summary>The thread that calls keeps its priority.</summary>
    public void KeepOwn()
    {
        if (OperatingSystem.IsLinux()) kept[OwnId()] = getpriority(OfThread, OwnId());
        Forgo();
    }

    /// <summary>One of the awaited threads will not come.</summary>
    public void Forgo() => Interlocked.Decrement(ref awaited);

    /// <summary>Lowers all others that there are now.</summary>
    public void LowerOthers()
    {
        if (!OperatingSystem.IsLinux() || Volatile.Read(ref awaited) > 0 || kept.IsEmpty) return;
        var nice = kept.Values.Max() + Lower;
        foreach (var thread in Directory.EnumerateDirectories(Threads))
        {
            var id = int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture);
            if (!kept.ContainsKey(id)) _ = setpriority(OfThread, id, nice); // it may have ended meanwhile
        }
    }

    // A link to pid/task/tid.
    static int OwnId() => int.Parse(Path.GetFileName(File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName), CultureInfo.InvariantCulture); // Linux has it since 3.17

    const int OfThread = 0; // PRIO_PROCESS: on Linux a thread's id names that thread alone

    [DllImport("libc")]
    static extern int setpriority(int which, int who, int nice);

    [DllImport("libc")]
    static extern int getpriority(int which, int who);
}
