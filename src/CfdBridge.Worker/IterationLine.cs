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
        var text = FormattableString.Invariant($"{value.TimeSeconds,8:G6}  {string.Join("  ", value.Residuals.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => FormattableString.Invariant($"{one.Key} {one.Value:E1}")))}{(double.IsNaN(value.Continuity) ? "" : FormattableString.Invariant($"  continuity {value.Continuity:E1}"))}{(double.IsNaN(value.Courant) ? "" : FormattableString.Invariant($"  Co {value.Courant:G3}"))}");
        if (terminal) output.Write($"\r{text}   ");
        else if (seen % Every == 0) output.WriteLine(text);
    }
}
