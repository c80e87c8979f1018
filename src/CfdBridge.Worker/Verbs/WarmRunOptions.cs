using System.CommandLine;
using System.Globalization;
using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>What the command line says of running a warm start.</summary>
sealed class WarmRunOptions
{
    static readonly SteadyCriterion Agreeing = new(Cycles: 5, Amplitude: 0.01, Period: 0.01);

    readonly Option<bool> warmOnly = new("--no-cold") { Description = "Do not run the cold start for comparison; it still takes over where the warm one diverges." };
    readonly Option<int?> ranks = new("--ranks") { Description = "Processes of the solver; the case is decomposed first.", HelpName = "N" };
    readonly Option<string?> quantity = new("--quantity") { Description = "Quantity of interest: a function object, or one and a column, such as forces:Cl.", HelpName = "NAME" };
    readonly Option<string[]> residuals = new("--residual") { Description = "Residual to stop at, on top of the case's own criterion; may stand several times.", HelpName = "FIELD=VALUE" };
    readonly Option<bool> untilSteady = new("--until-steady") { Description = $"Stop when the last {Agreeing.Cycles} cycles of the quantity of interest agree to a percent." };

    public Option<bool> Run { get; } = new("--run") { Description = "Run the solver on it, and compare with the cold start." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Run, warmOnly, ranks, quantity, residuals, untilSteady }) command.Add(option);
    }

    public async Task<ExitCode> RunAsync(ParseResult parsed, Session session, string package, CancellationToken cancellationToken)
    {
        var ask = new SolverRunRequest
        {
            CaseDirectory = package,
            Ranks = parsed.GetValue(ranks) ?? 1,
            Quantity = parsed.GetValue(quantity) ?? "",
            Residuals = (parsed.GetValue(residuals) ?? []).Select(Residual).ToDictionary(one => one.Key, one => one.Value),
            Steady = parsed.GetValue(untilSteady) ? Agreeing : null,
            Progress = new IterationLine(Console.Error),
        };
        var comparison = await new WarmRun(session.Plugins, TimeProvider.System, session.Logger).RunAsync(package, !parsed.GetValue(warmOnly), ask, Console.Error.WriteLine, cancellationToken);
        WarmStartText.Print(comparison, Console.Out);
        var last = comparison.FellBack ? comparison.Cold : comparison.Warm;
        return last?.Outcome is SolverOutcome.Diverged or SolverOutcome.Failed ? ExitCode.NativeFailed : ExitCode.Done;
    }

    static KeyValuePair<string, double> Residual(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
            ? new(parts[0], value)
            : throw new UsageException("--residual", $"\"{text}\" is not a field and a number", "Write, for example, --residual p=5e-4.");
    }
}
