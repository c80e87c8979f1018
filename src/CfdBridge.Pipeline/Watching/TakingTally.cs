using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Tells how many steps were taken, once in a while: a fast solver writes several a second.</summary>
sealed class TakingTally(TimeProvider time, ILogger logger)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    long told = time.GetTimestamp();
    int count;
    string last = "";

    public void Add(TakenSteps look)
    {
        if (look.Count > 0) (count, last) = (count + look.Count, look.Last);
        if (time.GetElapsedTime(told) >= Every) Tell();
    }

    public void Tell()
    {
        if (count > 0) Log.StepsTaken(logger, count, last);
        (count, told) = (0, time.GetTimestamp());
    }
}
