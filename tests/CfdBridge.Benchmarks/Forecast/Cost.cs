using System.Diagnostics;

namespace CfdBridge.Benchmarks.Forecast;

/// <summary>What a piece of work costs, the median of some rounds after the first.</summary>
/// <param name="Wall">Wall-clock milliseconds.</param>
/// <param name="Processor">Milliseconds of processor time over all threads: what other programs on the machine disturb least.</param>
readonly record struct Cost(double Wall, double Processor)
{
    const int Rounds = 3;

    public static Cost Of(Action work)
    {
        var rounds = new List<Cost>();
        for (var round = 0; round <= Rounds; round++)
        {
            GC.Collect(); // each round pays for its own
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            work();
            if (round > 0) rounds.Add(new(watch.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds));
        }

        return new(Median(rounds.Select(round => round.Wall)), Median(rounds.Select(round => round.Processor)));
    }

    public Cost Over(double snapshots) => new(Wall / snapshots, Processor / snapshots);

    static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
