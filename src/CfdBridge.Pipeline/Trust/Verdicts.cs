using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>From error bounds to verdicts, with the reasons.</summary>
static class Verdicts
{
    const double Unfamiliar = 1.5; // times the highest among the validation windows

    public static TrustVerdict Of(JudgedEngine engine, ForecastOptions options)
    {
        var (spread, tolerance, reasons) = (engine.Spread, options.Tolerance, new List<string>());
        string[] unfamiliar = [.. engine.Assessment is { } assessment ? Unfamiliarity(engine.Name, assessment) : []];
        FieldVerdicts[] fields = [.. spread.Fields.Select(field => new FieldVerdicts(field.Field, [.. Enumerable.Range(1, options.HorizonSteps).Select(lead => At(field, lead))]))];
        foreach (var (field, verdicts) in spread.Fields.Zip(fields)) reasons.AddRange(WhyNot(field, verdicts, spread, tolerance, unfamiliar.Length > 0));
        reasons.AddRange(unfamiliar);
        if (engine.LeftOut.Length > 0) reasons.Add(engine.LeftOut);
        if (spread.Known < options.HorizonSteps)
        {
            reasons.Add(engine.IsTrained && engine.Assessment?.Residuals is null
                ? $"The hindcast reaches {spread.Measured} steps, and no errors on validation runs are stored with the model of {engine.Name}: beyond nothing is known."
                : $"The hindcast reaches {spread.Measured} steps{(spread.Known > spread.Measured ? $", validation runs {spread.Known}" : "")}: beyond nothing is known of the error of {engine.Name}.");
        }

        return new(tolerance, options.HorizonSteps, fields, [.. reasons.Distinct()]);

        Verdict At(FieldSpread field, int lead)
        {
            if (engine.LeftOut.Length > 0 || lead > spread.Known || !(field.Expected[lead - 1] < tolerance)) return Verdict.Reject;
            return field.Upper[lead - 1] < tolerance && unfamiliar.Length == 0 ? Verdict.Accept : Verdict.Advisory;
        }
    }

    /// <summary>The first thing to say of a continuation.</summary>
    public static string Headline(TrustVerdict trust)
    {
        var (accepted, advisory, steps, tolerated) = (trust.AcceptedSteps, trust.AdvisorySteps, trust.Steps, Invariant($"below {trust.Tolerance:P0} of the fluctuation"));
        if (advisory == 0) return $"Rejected: not even the first step's expected error is {tolerated}.";
        string Of(int count) => count == steps ? $"all {steps} steps" : $"{count} of {steps} steps";
        string[] sentences =
        [
            .. accepted > 0 ? [$"Accepted for {Of(accepted)}: the 90 % bound of their error is {tolerated}."] : Array.Empty<string>(),
            .. advisory == accepted ? Array.Empty<string>()
                : accepted == 0 ? [$"Advisory for {Of(advisory)}: their expected error is {tolerated}."]
                : [$"Advisory for {(advisory == steps ? "the others" : $"{advisory - accepted} more")}: their expected error is."],
            .. advisory < steps ? ["Rejected after that."] : Array.Empty<string>(),
        ];
        return string.Join(' ', sentences);
    }

    static IEnumerable<string> WhyNot(FieldSpread field, FieldVerdicts verdicts, LeadSpread spread, double tolerance, bool unfamiliar)
    {
        var wide = Enumerable.Range(1, spread.Known).FirstOrDefault(lead => !(field.Upper[lead - 1] < tolerance));
        var off = Enumerable.Range(1, spread.Known).FirstOrDefault(lead => !(field.Expected[lead - 1] < tolerance));
        if (off > 0) yield return Invariant($"From step {off} on {field.Field} is expected to be off by {field.Expected[off - 1]:P1} of its fluctuation, {tolerance:P0} is tolerated.");
        if (wide > 0 && wide != off) yield return Invariant($"From step {wide} on the error of {field.Field} may reach {field.Upper[wide - 1]:P1} of its fluctuation (90 % bound), {tolerance:P0} is tolerated.");
    }

    // Beyond what any validation window showed the stored errors do not speak for the run.
    static IEnumerable<string> Unfamiliarity(string engine, EngineAssessment assessment)
    {
        if (assessment.Residuals is not { } stored) yield break;
        var (observed, usual) = (assessment.Observed, stored.Usual);
        if (observed.LatentDistance > Unfamiliar * usual.LatentDistance)
            yield return Invariant($"The run is unlike what {engine} was trained on: its latents lie {observed.LatentDistance:0.0} deviations from the training runs' mean, those of the validation runs at most {usual.LatentDistance:0.0}.");
        foreach (var (field, loss) in observed.Reconstruction)
        {
            if (usual.Reconstruction.TryGetValue(field, out var most) && loss > Unfamiliar * most)
                yield return Invariant($"The codec of {engine} loses {loss:P1} of the fluctuation of {field} in what was observed, at most {most:P1} on the validation runs: the run is unlike those it knows.");
        }
    }
}
