using CfdBridge.Training;

namespace CfdBridge.Native.Tests.Models;

/// <summary>Unlike the framework's own it tells at once, so that a test can cancel at a certain step.</summary>
sealed class AtOnce(Action<WorkProgress> seen) : IProgress<WorkProgress>
{
    public void Report(WorkProgress value) => seen(value);
}
