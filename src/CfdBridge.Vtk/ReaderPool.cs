using System.Collections.Concurrent;

namespace CfdBridge.Vtk;

/// <summary>Reader processes between two requests; starting one costs about as much as reading a small file.</summary>
sealed class ReaderPool
{
    // An idle reader holds no step, but some 30 MB of libraries.
    const int MostIdle = 2;

    readonly ConcurrentBag<ReaderProcess> idle = [];

    public static ReaderPool Shared { get; } = new();

    public T Use<T>(Func<ReaderProcess, T> ask)
    {
        var reader = idle.TryTake(out var waiting) ? waiting : new ReaderProcess();
        try
        {
            return ask(reader);
        }
        finally
        {
            if (reader.IsUsable && idle.Count < MostIdle) idle.Add(reader);
            else reader.Dispose();
        }
    }
}
