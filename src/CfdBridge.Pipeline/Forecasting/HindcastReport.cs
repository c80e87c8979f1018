namespace CfdBridge.Pipeline;

/// <summary>Error of an engine at one lead time, for one field.</summary>
/// <param name="Lead">Steps ahead of the last step that the engine saw.</param>
/// <param name="Field">Field name.</param>
/// <param name="RelativeL2">Volume-weighted norm of the error over that of the truth.</param>
/// <param name="FluctuationError">The same error over the rms fluctuation about the mean of the window, seen and hidden steps together, floored where the flow is steady.</param>
public sealed record LeadSkill(int Lead, string Field, double RelativeL2, double FluctuationError)
{
    /// <summary>Compares a predicted field with the truth.</summary>
    internal static LeadSkill Of(int lead, Field predicted, Field truth, Mesh mesh, double fluctuation)
    {
        var error = WeightedNorm.OfDifference(predicted, truth, mesh);
        return new(lead, truth.Name, Ratio(error, WeightedNorm.Of(truth, mesh)), Ratio(error, fluctuation));
    }

    static double Ratio(double error, double scale) => scale > 0 ? error / scale : error == 0 ? 0 : double.PositiveInfinity;
}

/// <summary>How one engine did on the hidden stretches.</summary>
/// <param name="Engine">Engine name.</param>
/// <param name="Refusal">Why it could not serve, empty if it did.</param>
/// <param name="Score">Mean fluctuation-normalised error over leads, then over fields; what engines are chosen by. Infinite for a refusal.</param>
/// <param name="SecondsPerStep">Wall-clock seconds for one generated step, preparation included.</param>
/// <param name="Leads">Errors by lead and field.</param>
/// <param name="Notes">What the engine said of the window.</param>
public sealed record EngineSkill(string Engine, string Refusal, double Score, double SecondsPerStep, IReadOnlyList<LeadSkill> Leads, IReadOnlyList<string> Notes)
{
    public static EngineSkill Refused(string engine, string reason) => new(engine, reason, double.PositiveInfinity, 0, [], []);

    /// <summary>Mean of an error over leads 1 to <paramref name="lead"/>, for one field.</summary>
    public double MeanTo(int lead, string field, Func<LeadSkill, double> error) => Leads.Where(s => s.Lead <= lead && s.Field == field).Select(error).DefaultIfEmpty(double.NaN).Average();
}

/// <summary>A hindcast: the end of the observed window hidden from several origins, and predicted by each engine.</summary>
/// <param name="OriginSeconds">Time of the last step that the engines saw at the earliest origin.</param>
/// <param name="Context">Steps that the engines saw there.</param>
/// <param name="Hidden">Steps that were hidden there and predicted.</param>
/// <param name="OriginsSeconds">Times of all origins, earliest first; errors are means over those that reach a lead.</param>
/// <param name="Engines">The engines, best first.</param>
public sealed record HindcastReport(double OriginSeconds, int Context, int Hidden, IReadOnlyList<double> OriginsSeconds, IReadOnlyList<EngineSkill> Engines);
