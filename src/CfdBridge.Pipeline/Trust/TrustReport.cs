using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>The trust report: how far a continuation can be believed, and from what that is known.</summary>
/// <param name="Headline">The first thing to say.</param>
/// <param name="Verdict">On all that was asked for: accept, advisory or reject.</param>
/// <param name="Case">The case, by its path.</param>
/// <param name="Engine">The engine that continued it.</param>
/// <param name="Choice">Why this one.</param>
/// <param name="Tolerance">Error over the fluctuation that is tolerated.</param>
/// <param name="OriginSeconds">Time of the last observed step.</param>
/// <param name="SpacingSeconds">Time between steps.</param>
/// <param name="Steps">Steps that were predicted.</param>
/// <param name="AcceptedSteps">Steps from the first on that are accepted.</param>
/// <param name="AdvisorySteps">Steps from the first on that are at least advisory.</param>
/// <param name="Reasons">What holds the verdict back.</param>
/// <param name="Caveats">What the figures do not say.</param>
/// <param name="Notes">What was found in the window.</param>
/// <param name="Fields">Errors to expect, by field and lead.</param>
/// <param name="Hindcast">What they are known from.</param>
/// <param name="Physics">Predicted states against the solver's own frames.</param>
/// <param name="Familiarity">How near the run is to what a trained engine knows; null for others.</param>
/// <param name="Signals">Numbers of a state over time.</param>
/// <param name="Wake">Frequency and forces; null where nothing oscillates.</param>
/// <param name="Earlier">How earlier predictions of this run did.</param>
/// <param name="Timing">What it cost, wall-clock seconds.</param>
/// <param name="Provenance">What made it.</param>
public sealed record TrustReport(
    string Headline, string Verdict, string Case, string Engine, string Choice, double Tolerance, double OriginSeconds, double SpacingSeconds, int Steps, int AcceptedSteps, int AdvisorySteps,
    IReadOnlyList<string> Reasons, IReadOnlyList<string> Caveats, IReadOnlyList<string> Notes, IReadOnlyList<TrustedField> Fields, ReportedHindcast Hindcast, IReadOnlyList<PhysicsCheck> Physics,
    ReportedFamiliarity? Familiarity, IReadOnlyList<ReportedSignal> Signals, ReportedWake? Wake, EarlierPredictions Earlier, ReportedTiming Timing, ReportedProvenance Provenance)
{
    public const string FileName = "report.json";
    public const string PageName = "report.html";

    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static TrustReport Load(string path) => DescriptionFile.Load<TrustReport>(path, "Continue the run again.");

    public void Save(string path) => AtomicFile.WriteText(path, DescriptionFile.ToJson(this));
}

/// <summary>Errors to expect of one field, by lead from 1 as far as they are known.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Fluctuation">Rms fluctuation over the observed window: the unit of errors.</param>
/// <param name="Verdicts">By lead, over all steps.</param>
/// <param name="Basis">By lead, over all steps: measured, extrapolated or unknown.</param>
/// <param name="Expected">Expected error over the fluctuation.</param>
/// <param name="Upper">Its 90 % upper bound.</param>
/// <param name="Deviations">By lead, then component: standard deviation (<c>_std</c>) in units of the spread.</param>
/// <param name="HalfWidths">By lead, then component: half width of the 90 % interval in units of the spread.</param>
public sealed record TrustedField(
    string Field, double Fluctuation, IReadOnlyList<string> Verdicts, IReadOnlyList<string> Basis, IReadOnlyList<double> Expected, IReadOnlyList<double> Upper, IReadOnlyList<double[]> Deviations, IReadOnlyList<double[]> HalfWidths);

/// <summary>The hindcasts.</summary>
/// <param name="OriginsSeconds">Where they began.</param>
/// <param name="Hidden">Steps hidden at the earliest.</param>
/// <param name="Context">Steps seen there.</param>
/// <param name="Errors">Name of the file beside the report with every engine's errors from every origin, lead by lead (<see cref="HindcastFile"/>).</param>
/// <param name="Engines">Every engine, best first.</param>
public sealed record ReportedHindcast(IReadOnlyList<double> OriginsSeconds, int Hidden, int Context, string Errors, IReadOnlyList<ReportedEngine> Engines);

/// <summary>One engine in the hindcasts.</summary>
/// <param name="Engine">Engine name.</param>
/// <param name="Trained">Whether it was trained on earlier runs.</param>
/// <param name="Refusal">Why it could not serve; empty if it did.</param>
/// <param name="Error">Mean error over the fluctuation; null for a refusal.</param>
/// <param name="Outlook">Expected error over the whole horizon; null for a refusal.</param>
/// <param name="SecondsPerStep">Wall-clock seconds for one step.</param>
/// <param name="Fields">Errors by field.</param>
/// <param name="Calibration">How its intervals did; empty where one origin alone served.</param>
/// <param name="LeftOut">Why it was not tried, or from fewer origins than others; nothing is promised of it then. Empty for others.</param>
/// <param name="Notes">What it found in the window, and the reason above.</param>
public sealed record ReportedEngine(
    string Engine, bool Trained, string Refusal, double? Error, double? Outlook, double SecondsPerStep, IReadOnlyList<ReportedErrors> Fields, IReadOnlyList<HindcastCalibration> Calibration, string LeftOut, IReadOnlyList<string> Notes);

/// <summary>Errors of one field in the hindcasts, by lead, means over the origins that reach it.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Relative">Norm of the error over that of the truth.</param>
/// <param name="Fluctuation">The same error over the fluctuation.</param>
/// <param name="Skill">One less the ratio to the best simple method at this lead; null where that is this one.</param>
public sealed record ReportedErrors(string Field, IReadOnlyList<double> Relative, IReadOnlyList<double> Fluctuation, IReadOnlyList<double?> Skill);

/// <summary>How near the run is to what a trained engine knows.</summary>
/// <param name="Model">The model.</param>
/// <param name="Observed">Of the observed window.</param>
/// <param name="Usual">The highest among the validation windows; null where none are stored.</param>
public sealed record ReportedFamiliarity(string Model, Familiarity Observed, Familiarity? Usual);

/// <summary>One number of a state, over time.</summary>
/// <param name="Name">Such as <c>lift</c>.</param>
/// <param name="Description">What it is and where.</param>
/// <param name="Observed">At the observed steps of the window.</param>
/// <param name="Predicted">By lead.</param>
/// <param name="HalfWidths">By lead: half width of its 90 % interval, as far as it is known.</param>
public sealed record ReportedSignal(string Name, string Description, IReadOnlyList<double> Observed, IReadOnlyList<double> Predicted, IReadOnlyList<double> HalfWidths);

/// <summary>The oscillation, and the forces where bodies are known; null where there is none.</summary>
/// <param name="ObservedFrequency">Dominant frequency of the probe over the observed window, 1/s.</param>
/// <param name="PredictedFrequency">The same of the prediction.</param>
/// <param name="ObservedStrouhal">Observed frequency by width over speed.</param>
/// <param name="PredictedStrouhal">The same of the prediction.</param>
/// <param name="Width">Frontal width of the bodies, m.</param>
/// <param name="Speed">Of the mean flow, m/s: coefficients are over half its square and the frontal area.</param>
/// <param name="Spectrum">Of the probe; null where too few steps are seen or predicted.</param>
public sealed record ReportedWake(double? ObservedFrequency, double? PredictedFrequency, double? ObservedStrouhal, double? PredictedStrouhal, double? Width, double? Speed, ProbeSpectrum? Spectrum);

/// <summary>How earlier predictions of this run did as truth came.</summary>
/// <param name="Wrong">Verdicts that turned out wrong, in words; said first.</param>
/// <param name="Scores">By continuation and field.</param>
public sealed record EarlierPredictions(IReadOnlyList<string> Wrong, IReadOnlyList<EarlierScore> Scores)
{
    public static readonly EarlierPredictions None = new([], []);
}

/// <summary>One earlier continuation and field against the truth that came.</summary>
/// <param name="OriginSeconds">From where it was made.</param>
/// <param name="Engine">By which engine.</param>
/// <param name="Field">Field name.</param>
/// <param name="Steps">Steps that have come.</param>
/// <param name="AcceptedSteps">Of these, accepted beforehand.</param>
/// <param name="Broken">Of the accepted ones, off by more than was tolerated.</param>
/// <param name="BelowBound">Share of the steps with a bound whose error stayed below it; null where none had one.</param>
/// <param name="Relative">Mean norm of the error over that of the truth.</param>
/// <param name="Fluctuation">Mean error over the fluctuation.</param>
public sealed record EarlierScore(double OriginSeconds, string Engine, string Field, int Steps, int AcceptedSteps, int Broken, double? BelowBound, double Relative, double Fluctuation);

/// <summary>What it cost, wall-clock seconds.</summary>
/// <param name="Judging">Hindcasts of all engines.</param>
/// <param name="Continuing">Making and writing the steps.</param>
public sealed record ReportedTiming(double Judging, double Continuing);

/// <summary>What made the continuation.</summary>
/// <param name="Version">Of this program.</param>
/// <param name="Model">Model of a trained engine; empty for others.</param>
/// <param name="ModelSha256">Of its weights.</param>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Members">Ensemble members asked for.</param>
/// <param name="Parameters">Known run parameters.</param>
/// <param name="Mesh">Content hash of the mesh.</param>
/// <param name="Window">Content hash of the observed window.</param>
/// <param name="WindowSteps">Steps of it.</param>
public sealed record ReportedProvenance(string Version, string Model, string ModelSha256, ulong Seed, int Members, IReadOnlyDictionary<string, double> Parameters, string Mesh, string Window, int WindowSteps);
