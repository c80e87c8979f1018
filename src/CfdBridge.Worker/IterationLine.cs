using static System.FormattableString;

namespace CfdBridge.Worker;

/// <summary>How a solver gets on: the newest iteration on a terminal, a line now and then elsewhere.</summary>
sealed class IterationLine(TextWriter output) : IProgress<SolverIteration>
{
    const int Every = 200; // iterations, where there is no terminal

    readonly bool terminal = !Console.IsErrorRedirected;
    int seen;

    public void Report(SolverIteration value)
    {
        seen++;
        var text = string.Join("  ", Parts(value));
        if (terminal) output.Write($"\r{text}   ");
        else if (seen % Every == 0) output.WriteLine(text);
    }

    static IEnumerable<string> Parts(SolverIteration value)
    {
        yield return Invariant($"{value.TimeSeconds,8:G6}");
        foreach (var (equation, residual) in value.Residuals.OrderBy(one => one.Key, StringComparer.Ordinal)) yield return Invariant($"{equation} {residual:E1}");
        if (!double.IsNaN(value.Continuity)) yield return Invariant($"continuity {value.Continuity:E1}");
        if (!double.IsNaN(value.Courant)) yield return Invariant($"Co {value.Courant:G3}");
    }
}
