namespace CfdBridge.Pipeline;

/// <summary>A continuation, the reasons for it, and how far it can be off.</summary>
/// <param name="Engine">The engine that makes it.</param>
/// <param name="Notes">What was found in the window, for the user.</param>
/// <param name="Hindcast">How the engines did on the hidden end of the window.</param>
/// <param name="Spread">Interval width by lead time.</param>
/// <param name="Trust">How far it can be believed.</param>
/// <param name="Shape">How much the flow varies at each place.</param>
/// <param name="Observed">The window it is made from.</param>
/// <param name="Steps">The predicted steps; enumerated once.</param>
public sealed record Forecast(
    string Engine, IReadOnlyList<string> Notes, HindcastReport Hindcast, LeadSpread Spread, TrustVerdict Trust, SpreadShape Shape, Trajectory Observed, IAsyncEnumerable<ForecastStep> Steps)
{
    /// <summary>What the judge found of every engine.</summary>
    internal Judgement? Judgement { get; init; }

    /// <summary>Wall-clock seconds of the judging.</summary>
    public double JudgingSeconds => Judgement?.Seconds ?? 0;

    public double SpacingSeconds => Observed.SpacingSeconds;

    /// <summary>Rms fluctuation of each field over the observed window: the unit of errors, in the judging and against later truth.</summary>
    public IReadOnlyList<double> Fluctuations { get; } = [.. Observed.Last.Fields.Select((_, f) => WeightedNorm.ErrorScale(Observed.Snapshots, f))];
}

/// <summary>One predicted step.</summary>
/// <param name="Lead">Steps ahead of the last observed one, from 1.</param>
/// <param name="TimeSeconds">Physical time, seconds.</param>
/// <param name="Mean">Ensemble mean.</param>
/// <param name="Unit">The unit of the interval's width at each place: the flow's variation, or of an ensemble its spread.</param>
public sealed record ForecastStep(int Lead, double TimeSeconds, FieldSet Mean, FieldSet Unit);
