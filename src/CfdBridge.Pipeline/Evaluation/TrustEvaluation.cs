namespace CfdBridge.Pipeline;

/// <summary>Promises of the judge, held against the truth of captured runs.</summary>
public sealed class TrustEvaluation
{
    readonly IReadOnlyList<TrustWindow> windows;

    internal TrustEvaluation(string source, IReadOnlyList<TrustWindow> windows)
    {
        (Source, this.windows) = (source, windows);
        Scores = [.. windows.Select(TrustScore.Of)];
    }

    /// <summary>Library and runs.</summary>
    public string Source { get; }

    /// <summary>One for each window and engine that served.</summary>
    public IReadOnlyList<TrustScore> Scores { get; }

    /// <summary>What a trained engine's errors were here, to be kept with its model; null where it served no window or is not a trained one.</summary>
    public ValidationResiduals? ResidualsOf(string engine) => windows.Where(one => one.Engine.Name == engine && one.Engine.IsTrained).ToArray() is { Length: > 0 } own ? ResidualPooling.Of(engine, Source, own) : null;
}

/// <summary>How one engine kept what the judge promised of it on one window.</summary>
/// <param name="Group">Name of the window's group.</param>
/// <param name="Run">The captured run.</param>
/// <param name="OriginSeconds">Time of the last snapshot seen, seconds.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Chosen">Whether auto took it.</param>
/// <param name="HindcastError">Mean error in its hindcasts, over the fluctuation.</param>
/// <param name="Outlook">Expected error over the horizon, over the fluctuation.</param>
/// <param name="Measured">Leads that its hindcasts reached.</param>
/// <param name="Known">Leads with an interval.</param>
/// <param name="AcceptedSteps">Steps that were accepted.</param>
/// <param name="Familiarity">What a trained engine said of the window.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Fields">By field.</param>
public sealed record TrustScore(
    string Group, string Run, double OriginSeconds, string Engine, bool Chosen, double HindcastError, double Outlook, int Measured, int Known, int AcceptedSteps, Familiarity? Familiarity, TrustCost Cost, IReadOnlyList<TrustFieldScore> Fields)
{
    internal static TrustScore Of(TrustWindow one) => new(
        one.Group, one.Window.Run, one.Window.OriginSeconds, one.Engine.Name, one.Chosen, one.Engine.Skill.Score, one.Engine.Outlook, one.Engine.Spread.Measured, one.Engine.Spread.Known, one.Trust.AcceptedSteps, one.Engine.Assessment?.Observed, one.Cost,
        [
            .. one.Engine.Spread.Fields.Select((field, f) => new TrustFieldScore(
                field.Field, one.Scales[f], field.Expected, field.Upper,
                [.. one.Truth.Select(step => step.Skills[f].FluctuationError)],
                [.. one.Truth.Select((_, i) => one.Coverage(i + 1, f))],
                [.. one.Engine.Residuals.Select(origin => origin.Leads.Select(step => step.Skills[f].FluctuationError).ToArray())],
                one.Varying[f],
                [.. one.Truth.Select(step => step.Scores[f].Select(score => score.Quantile(0.9)).ToArray())],
                [.. one.Engine.Residuals.Select(origin => origin.Leads.Select(step => step.Scores[f].Select(score => score.Quantile(0.9)).ToArray()).ToArray())])),
        ]);
}

/// <summary>The same for one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Scale">Fluctuation of what came over that of the observed window.</param>
/// <param name="Expected">By lead, as far as known: the expected error over the fluctuation of the observed window.</param>
/// <param name="Upper">Its 90 % upper bound.</param>
/// <param name="Error">By lead: the error that came.</param>
/// <param name="Coverage">By lead: share of the volume whose truth lay within the 90 % interval.</param>
/// <param name="Hindcasts">By origin, then lead: errors in the hindcasts.</param>
/// <param name="Varying">Components that vary.</param>
/// <param name="Widths">By lead, then component: half width that would have held nine tenths, in units of the spread.</param>
/// <param name="HindcastWidths">By origin, lead and component: the same in the hindcasts.</param>
public sealed record TrustFieldScore(
    string Field, double Scale, IReadOnlyList<double> Expected, IReadOnlyList<double> Upper, IReadOnlyList<double> Error, IReadOnlyList<double> Coverage, IReadOnlyList<double[]> Hindcasts,
    IReadOnlyList<int> Varying, IReadOnlyList<double[]> Widths, IReadOnlyList<double[][]> HindcastWidths);
