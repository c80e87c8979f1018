namespace CfdBridge.Pipeline;

/// <summary>A state to start from, whoever made it.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Engine">Who made it.</param>
/// <param name="Label">What tells it apart, for the name of its folder.</param>
/// <param name="Mesh">Its mesh, that of the case.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="StartSeconds">When it starts; null for the case's own start.</param>
/// <param name="Judgement">Whether it may be used.</param>
/// <param name="HiddenRuns">What engines made of hidden runs.</param>
/// <param name="Gates">Conditions of the hand-over.</param>
/// <param name="Notes">How it came about.</param>
public sealed record WarmStartSource(
    WarmStartKind Kind, string Engine, string Label, Mesh Mesh, FieldSet Fields, double? StartSeconds, WarmStartJudgement Judgement, IReadOnlyList<EngineStateErrors> HiddenRuns, IReadOnlyList<WarmStartGate> Gates, IReadOnlyList<string> Notes)
{
    /// <summary>Named on the command line for a step of the case as the solver wrote it.</summary>
    public const string Observed = "observed";
}
