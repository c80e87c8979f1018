namespace CfdBridge.Pipeline;

/// <summary>The verdict on a continuation, by field and lead.</summary>
/// <param name="Tolerance">Error over the fluctuation that is tolerated.</param>
/// <param name="Steps">Steps that were asked for.</param>
/// <param name="Fields">One entry for each field.</param>
/// <param name="Reasons">In words, what holds it back; empty where nothing does.</param>
public sealed record TrustVerdict(double Tolerance, int Steps, IReadOnlyList<FieldVerdicts> Fields, IReadOnlyList<string> Reasons)
{
    /// <summary>The headline: steps from the first on of which every field is accepted.</summary>
    public int AcceptedSteps => StepsOf(Verdict.Accept);

    /// <summary>Steps from the first on that are at least advisory.</summary>
    public int AdvisorySteps => StepsOf(Verdict.Advisory);

    /// <summary>On all that was asked for: the least over fields and leads.</summary>
    public Verdict Verdict => Enumerable.Range(1, Steps).Min(At);

    /// <summary>On one step: the least over the fields.</summary>
    public Verdict At(int lead) => Fields.Min(field => field.ByLead[lead - 1]);

    int StepsOf(Verdict least) => Enumerable.Range(1, Steps).TakeWhile(lead => At(lead) >= least).Count();
}

/// <summary>The verdicts on one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="ByLead">By lead, from 1.</param>
public sealed record FieldVerdicts(string Field, IReadOnlyList<Verdict> ByLead);
