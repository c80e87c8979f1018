using System.Globalization;
using System.Text.RegularExpressions;

namespace CfdBridge.OpenFoam;

/// <summary>Reads the log of a solver line by line, while it is written.</summary>
sealed partial class SolverLog
{
    readonly List<SolverIteration> iterations = [];
    readonly List<string> last = []; // lines, for the reason of a failure

    double time = double.NaN;
    bool cpuSeen; // since the time of this iteration
    double cpu;
    double courantAhead = double.NaN; // some solvers print it before the time
    double courant = double.NaN;
    double continuity = double.NaN;
    Dictionary<string, double> residuals = [];
    HashSet<string> solved = []; // components whose first solution of this iteration has been seen

    /// <summary>Iterations that are complete.</summary>
    public IReadOnlyList<SolverIteration> Iterations => iterations;

    /// <summary>Whether the solver said that its own criterion is met.</summary>
    public bool SaysConverged { get; private set; }

    /// <summary>What ran away, in words; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether the log holds a fatal error.</summary>
    public bool IsFatal { get; private set; }

    public string LastLines => string.Join(" | ", last.TakeLast(6));

    /// <summary>Seconds of CPU that the solver reports.</summary>
    public double CpuSeconds => cpu;

    /// <summary>Takes one line.</summary>
    public void Read(string line, RunOptions limits)
    {
        if (line.Trim().Length > 0) last.Add(line.Trim());
        if (last.Count > 32) last.RemoveRange(0, 16);
        if (TimeLine().Match(line) is { Success: true } began) Begin(Number(began.Groups[1].Value));
        else if (SolvingLine().Match(line) is { Success: true } solving) Residual(solving.Groups[1].Value, Number(solving.Groups[2].Value));
        else if (CourantLine().Match(line) is { Success: true } max) (courantAhead, courant) = double.IsNaN(time) || cpuSeen ? (Number(max.Groups[1].Value), courant) : (courantAhead, Number(max.Groups[1].Value));
        else if (ContinuityLine().Match(line) is { Success: true } sum) continuity = Number(sum.Groups[1].Value);
        else if (CpuLine().Match(line) is { Success: true } seconds) End(Number(seconds.Groups[1].Value));
        else if (line.Contains("solution converged", StringComparison.Ordinal)) SaysConverged = true;
        else if (line.Contains("FOAM FATAL", StringComparison.Ordinal)) IsFatal = true;
        else if (line.Contains("sigFpe::sigHandler", StringComparison.Ordinal) || line.Contains("on signal 8 ", StringComparison.Ordinal)) Trouble ??= "a floating-point exception";
        Watch(limits);
    }

    void Begin(double seconds)
    {
        (time, courant, continuity, residuals, solved, cpuSeen) = (seconds, courantAhead, double.NaN, [], [], false);
        courantAhead = double.NaN;
    }

    void Residual(string component, double value)
    {
        if (!double.IsFinite(value)) Trouble ??= $"the residual of {component} is {value}";
        if (!solved.Add(component)) return; // a corrector
        var field = component.Length > 1 && component[^1] is 'x' or 'y' or 'z' && char.IsAsciiLetterUpper(component[^2]) ? component[..^1] : component;
        residuals[field] = Math.Max(residuals.GetValueOrDefault(field), value);
    }

    void End(double seconds)
    {
        cpu = seconds;
        if (double.IsNaN(time) || cpuSeen) return;
        cpuSeen = true;
        iterations.Add(new(time, residuals, continuity, courant, seconds));
    }

    void Watch(RunOptions limits)
    {
        if (continuity > limits.LargestContinuityError || double.IsNaN(continuity) && last is [.., var line] && line.Contains("sum local = nan", StringComparison.OrdinalIgnoreCase)) Trouble ??= string.Create(CultureInfo.InvariantCulture, $"the continuity error is {continuity:G3}");
        if (courant > limits.LargestCourant) Trouble ??= string.Create(CultureInfo.InvariantCulture, $"the Courant number is {courant:G3}");
    }

    static double Number(string text) => Numbers.TryParse(text, out var value) ? value : double.NaN;

    [GeneratedRegex(@"^Time = (\S+?)s?$")]
    private static partial Regex TimeLine();

    [GeneratedRegex(@"Solving for (\S+), Initial residual = (\S+),")]
    private static partial Regex SolvingLine();

    [GeneratedRegex(@"^Courant Number mean: \S+ max: (\S+)")]
    private static partial Regex CourantLine();

    [GeneratedRegex(@"^time step continuity errors : sum local = ([^,]+),")]
    private static partial Regex ContinuityLine();

    [GeneratedRegex(@"^ExecutionTime = (\S+) s")]
    private static partial Regex CpuLine();
}
