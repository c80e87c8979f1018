using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>Engines held against the truth of captured runs, on the same windows.</summary>
/// <param name="Library">Name of the library.</param>
/// <param name="Members">Ensemble members asked for.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="Groups">The windows.</param>
/// <param name="Scores">One for each engine and window.</param>
public sealed record ForecastEvaluation(string Library, int Members, ulong Seed, IReadOnlyList<WindowGroup> Groups, IReadOnlyList<ForecastScore> Scores)
{
    public const string FileName = "evaluation.json";

    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static ForecastEvaluation Load(string path) => DescriptionFile.Load<ForecastEvaluation>(path, "Evaluate the engines again.");

    public void Save(string path) => AtomicFile.WriteText(path, DescriptionFile.ToJson(this));
}

/// <summary>How one engine did on one window.</summary>
/// <param name="Group">Name of the window's group.</param>
/// <param name="Run">The captured run.</param>
/// <param name="OriginSeconds">Time of the last snapshot seen, seconds.</param>
/// <param name="Engine">The engine, or <c>auto</c>.</param>
/// <param name="Chosen">For <c>auto</c> the engine that it took, else empty.</param>
/// <param name="Refusal">Why it could not serve; empty if it did, else nothing below is filled.</param>
/// <param name="PreparationSeconds">Wall-clock seconds until the first step could be asked for.</param>
/// <param name="SecondsPerStep">Wall-clock seconds for each step after that, all members together.</param>
/// <param name="Fields">By field.</param>
/// <param name="Wake">The oscillation.</param>
/// <param name="Notes">What the engine said of the window.</param>
public sealed record ForecastScore(
    string Group, string Run, double OriginSeconds, string Engine, string Chosen, string Refusal, double PreparationSeconds, double SecondsPerStep,
    IReadOnlyDictionary<string, FieldForecastScore> Fields, WakeScore Wake, IReadOnlyList<string> Notes)
{
    internal static ForecastScore Refused(string group, CapturedWindow window, string engine, string reason) =>
        new(group, window.Run, window.OriginSeconds, engine, "", reason, 0, 0, new Dictionary<string, FieldForecastScore>(), WakeScore.None, []);
}

/// <summary>Errors of one field; the mean of the members where there are several.</summary>
/// <param name="Relative">By step: volume-weighted norm of the error over that of the truth.</param>
/// <param name="Fluctuation">By step: the same error over the rms of the truth's fluctuation about its mean over the horizon, floored where the flow is steady.</param>
/// <param name="Ensemble">The members.</param>
public sealed record FieldForecastScore(IReadOnlyList<double> Relative, IReadOnlyList<double> Fluctuation, EnsembleScore Ensemble);

/// <summary>How an ensemble covers the truth, over all steps and cells, weighted by volume.</summary>
/// <param name="Members">In it; one is a deterministic forecast.</param>
/// <param name="Crps">Continuous ranked probability score, fair to the number of members, summed over components, over the rms fluctuation; of one member the absolute error.</param>
/// <param name="CalibrationError">Rms over levels 5 to 95 % of what central intervals cover less what they should; null for one member.</param>
/// <param name="Coverage">Share with the error of the mean below two standard deviations, widened for the number of members; null for one.</param>
/// <param name="SpreadSkill">Rms standard deviation, widened likewise, over the rms error of the mean; null for one member or no error.</param>
public sealed record EnsembleScore(int Members, double Crps, double? CalibrationError, double? Coverage, double? SpreadSkill);

/// <summary>How well the oscillation of the wake is kept; null where truth or prediction has none.</summary>
/// <param name="PhaseDegrees">Phase of the prediction less that of the truth over the last period, degrees; positive is ahead.</param>
/// <param name="Amplitude">Amplitude over that of the truth, in the same mode and period.</param>
/// <param name="Frequency">Dominant frequency of the cross-stream velocity over that of the truth, at the cell where it varies most: the ratio of Strouhal numbers.</param>
public sealed record WakeScore(double? PhaseDegrees, double? Amplitude, double? Frequency)
{
    public static readonly WakeScore None = new(null, null, null);
}
