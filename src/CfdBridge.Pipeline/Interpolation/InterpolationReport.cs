namespace CfdBridge.Pipeline;

/// <summary>How engines did on what was left out.</summary>
/// <param name="LeftOut">What that was, in words.</param>
/// <param name="Engines">The engines, best first.</param>
public sealed record InterpolationReport(string LeftOut, IReadOnlyList<InterpolationSkill> Engines);

/// <summary>How one engine did.</summary>
/// <param name="Engine">Engine name.</param>
/// <param name="Refusal">Why it could not serve, empty if it did.</param>
/// <param name="Score">Error over the fluctuation, mean over fields, to be expected of what is asked; what engines are chosen by. Infinite for a refusal.</param>
/// <param name="LeftOut">The same as measured on what was left out, where the gap is most like that asked for.</param>
/// <param name="ByGap">Error over the fluctuation, mean over fields, by width of what was left out.</param>
/// <param name="Fields">By field.</param>
/// <param name="SecondsPerStep">Wall-clock seconds for one step, preparation included.</param>
/// <param name="Errors">By step left out and field.</param>
/// <param name="Notes">What the engine said.</param>
public sealed record InterpolationSkill(string Engine, string Refusal, double Score, double LeftOut, IReadOnlyList<(int Gap, double Error)> ByGap, IReadOnlyList<FieldSkill> Fields, double SecondsPerStep,
    IReadOnlyList<InterpolationError> Errors, IReadOnlyList<string> Notes)
{
    internal static InterpolationSkill Refused(string engine, string reason) => new(engine, reason, double.PositiveInfinity, double.PositiveInfinity, [], [], 0, [], []);
}

/// <summary>How one engine did on one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Expected">Error over the fluctuation to be expected of what is asked.</param>
/// <param name="Coverage">Share, by volume, of the values left out that lie in the 90 % interval of the others' errors; null where there was one step only.</param>
public sealed record FieldSkill(string Field, double Expected, double? Coverage);

/// <summary>Error of one step that was left out, for one field.</summary>
/// <param name="Distance">Steps to the nearest one known; 1 where it is not times that were left out.</param>
/// <param name="Field">Field name.</param>
/// <param name="RelativeL2">Norm of the error over that of the truth.</param>
/// <param name="FluctuationError">The same error over the norm of the fluctuation.</param>
public sealed record InterpolationError(int Distance, string Field, double RelativeL2, double FluctuationError);
