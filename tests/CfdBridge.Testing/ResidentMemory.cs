using System.Diagnostics;

namespace CfdBridge.Testing;

/// <summary>Memory of this process.</summary>
public static class ResidentMemory
{
    /// <summary>What is resident once the garbage collector has taken what it can, native memory of forgotten objects too.</summary>
    public static double MiB()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1048576.0;
    }
}
