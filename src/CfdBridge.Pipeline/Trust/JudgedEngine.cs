namespace CfdBridge.Pipeline;

/// <summary>What is known of one engine on this run before it continues it.</summary>
/// <param name="Skill">Its hindcasts.</param>
/// <param name="Residuals">Its errors in them, by origin; empty for a refusal.</param>
/// <param name="Spread">Its intervals and error bounds.</param>
/// <param name="Assessment">What a trained engine says of itself and of this run; null for others, and where it cannot.</param>
/// <param name="Outlook">Expected error over the whole horizon, over the fluctuation; what engines are chosen by. Infinite for a refusal.</param>
sealed record JudgedEngine(EngineSkill Skill, IReadOnlyList<OriginResiduals> Residuals, LeadSpread Spread, EngineAssessment? Assessment, double Outlook)
{
    public string Name => Skill.Engine;

    /// <summary>Whether it was trained on earlier runs; a simple method was not.</summary>
    public bool IsTrained { get; init; }

    /// <summary>Why it was not tried as often as others; nothing is promised of it then. Empty for others.</summary>
    public string LeftOut { get; init; } = "";
}
