using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CfdBridge.Pipeline;

/// <summary>Follows a continuation while its steps are made, and draws up the report.</summary>
public sealed class TrustRecorder
{
    static readonly string[] Caveats =
    [
        "Intervals are marginal: they hold for the volume as a whole and over many steps, not in each cell or at each instant.",
        "They rest on hindcasts being like what follows. In time that fails where the flow enters another regime.",
        "Errors are of the fluctuation over the observed window: where the fluctuation grows, they seem larger here than they are of what comes.",
        "Everything is measured against the solver's own frames, on its own mesh: its errors are not seen.",
    ];

    readonly Forecast forecast;
    readonly ForecastOptions options;
    readonly string casePath;
    readonly Judgement judgement;
    readonly PhysicsWatch physics;
    readonly List<double>[] signals;
    int held; // steps whose physics held
    readonly List<SlicePicture> pictures = [];
    readonly SlicePlane? plane;

    public TrustRecorder(Forecast forecast, ForecastOptions options, string casePath)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        (this.forecast, this.options, this.casePath) = (forecast, options, casePath);
        judgement = forecast.Judgement ?? throw new ArgumentException("The forecast was not judged.", nameof(forecast));
        physics = PhysicsWatch.Of(forecast.Observed);
        signals = [.. judgement.Signals.Select(_ => new List<double>())];
        plane = SlicePlane.Of(forecast.Observed.Mesh);
    }

    /// <summary>Pictures of the last observed state, the last predicted one, and its spread.</summary>
    public IReadOnlyList<SlicePicture> Pictures => pictures;

    /// <summary>Takes the next step.</summary>
    /// <returns>The verdict on it: that of the judge, at most advisory from where on the physics do not hold.</returns>
    public Verdict Add(ForecastStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        for (var i = 0; i < signals.Length; i++) signals[i].Add(judgement.Signals[i].Of(step.Mean));
        if (physics.Add(step.Mean)) held = step.Lead;
        if (step.Lead == forecast.Trust.Steps && plane is not null) pictures.AddRange(SlicePictures.Of(plane, forecast.Observed.Last.Fields, Companions.Predicted(step.Mean, step.Unit, forecast.Spread, step.Lead), step.Lead));
        return Held(forecast.Trust.At(step.Lead), step.Lead);
    }

    /// <summary>The report, and the verdicts as they stand once all steps are made.</summary>
    /// <param name="seconds">Wall-clock seconds of making and writing them.</param>
    public (TrustReport Report, TrustVerdict Trust) Finish(double seconds)
    {
        var (engine, checks) = (judgement.Engines.Single(one => one.Name == forecast.Engine), physics.Finish());
        string[] broken = [.. checks.Where(check => !check.Holds).Select(Broken)];
        var trust = forecast.Trust with
        {
            Fields = [.. forecast.Trust.Fields.Select(field => field with { ByLead = [.. field.ByLead.Select((own, i) => Held(own, i + 1))] })],
            Reasons = [.. forecast.Trust.Reasons, .. broken],
        };
        return (new(
            Verdicts.Headline(trust), Word(trust.Verdict), casePath, forecast.Engine, judgement.Reason, trust.Tolerance, forecast.Observed.Last.TimeSeconds, forecast.SpacingSeconds, trust.Steps, trust.AcceptedSteps, trust.AdvisorySteps,
            trust.Reasons, Caveats, forecast.Notes, Fields(trust), Hindcast(), checks,
            engine.Assessment is { } known ? new(known.Model, known.Observed, known.Residuals?.Usual) : null,
            [.. judgement.Signals.Select((signal, i) => new ReportedSignal(signal.Name, signal.Description, [.. forecast.Observed.Snapshots.Select(snapshot => signal.Of(snapshot.Fields))], signals[i], SignalBands.Of(engine, i, trust.Steps)))],
            Wake(), EarlierPredictions.None, new(judgement.Seconds, seconds),
            new(VersionOf(), engine.Assessment?.Model ?? "", engine.Assessment?.ModelSha256 ?? "", options.Seed, options.Members, options.Parameters, forecast.Observed.Mesh.Id, HashOf(forecast.Observed), forecast.Observed.Count)), trust);
    }

    /// <summary>Writes what the report's figures of the hindcasts were made from.</summary>
    /// <param name="folder">That of the report.</param>
    public void SaveHindcasts(string folder) => HindcastFile.Save(Path.Combine(folder, HindcastFile.FileName), judgement.Engines);

    Verdict Held(Verdict judged, int lead) => lead > held && judged == Verdict.Accept ? Verdict.Advisory : judged;

    IReadOnlyList<TrustedField> Fields(TrustVerdict trust) =>
    [
        .. forecast.Spread.Fields.Select((field, f) => new TrustedField(
            field.Field, forecast.Fluctuations[f], [.. trust.Fields[f].ByLead.Select(Word)], [.. Enumerable.Range(1, trust.Steps).Select(lead => forecast.Spread.BasisAt(lead).ToString().ToLowerInvariant())],
            field.Expected, field.Upper, field.Deviations, field.HalfWidths)),
    ];

    ReportedHindcast Hindcast()
    {
        var report = judgement.Report;
        var simple = judgement.Engines.Where(one => !one.IsTrained && double.IsFinite(one.Skill.Score)).ToArray();
        return new(report.OriginsSeconds, report.Hidden, report.Context, HindcastFile.FileName,
        [
            .. judgement.Engines.Select(one => new ReportedEngine(
                one.Name, one.IsTrained, one.Skill.Refusal, Finite(one.Skill.Score), Finite(one.Outlook), one.Skill.SecondsPerStep,
                double.IsFinite(one.Skill.Score) ? [.. one.Skill.Leads.GroupBy(skill => skill.Field).Select(field => Errors(one, field.Key, [.. field], simple))] : [],
                one.Residuals.Count > 0 && double.IsFinite(one.Skill.Score) ? HindcastCalibration.Of(one.Residuals, one.Assessment?.Residuals, forecast.SpacingSeconds) : [],
                one.LeftOut, one.Skill.Notes)),
        ]);
    }

    static ReportedErrors Errors(JudgedEngine engine, string field, LeadSkill[] leads, JudgedEngine[] simple) => new(
        field, [.. leads.Select(skill => skill.RelativeL2)], [.. leads.Select(skill => skill.FluctuationError)],
        [
            .. leads.Select(skill =>
            {
                double[] others = [.. simple.Where(other => other != engine).SelectMany(other => other.Skill.Leads).Where(other => other.Lead == skill.Lead && other.Field == field).Select(other => other.FluctuationError)];
                return others.Length > 0 && others.Min() > 0 ? 1 - skill.FluctuationError / others.Min() : (double?)null;
            }),
        ]);

    ReportedWake? Wake()
    {
        if (judgement.Signals.ToList().FindIndex(signal => signal.Name == "probe") is var probe && probe < 0) return null;
        double? Frequency(IReadOnlyList<double> series) => series.Count >= 8 && DominantFrequency.Of(series) is { } cycles ? cycles / forecast.SpacingSeconds : null;
        double[] seen = [.. forecast.Observed.Snapshots.Select(snapshot => judgement.Signals[probe].Of(snapshot.Fields))];
        var (observed, predicted, forces) = (Frequency(seen), Frequency(signals[probe]), judgement.Forces);
        double? Strouhal(double? frequency) => forces is null ? null : frequency * forces.Width / forces.Speed;
        return new(observed, predicted, Strouhal(observed), Strouhal(predicted), forces?.Width, forces?.Speed, ProbeSpectrum.Of(seen, signals[probe], forecast.SpacingSeconds));
    }

    static string Broken(PhysicsCheck check)
    {
        var first = Enumerable.Range(0, check.Ratio.Count).First(i => !(check.Ratio[i] >= check.Least && check.Ratio[i] <= check.Most));
        return FormattableString.Invariant($"From step {first + 1} on {check.Name} is {check.Ratio[first]:0.##} times that of the solver's own frames; {check.Least:0.##} to {check.Most:0.##} passes.");
    }

    static double? Finite(double value) => double.IsFinite(value) ? value : null;

    internal static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    internal static string VersionOf() => typeof(TrustRecorder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    internal static string HashOf(Trajectory window)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in window.Snapshots.SelectMany(snapshot => snapshot.Fields)) hash.AppendData(MemoryMarshal.AsBytes(field.ToSingle().AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
