using System.Text.Json;
using System.Text.Json.Serialization;

namespace CfdBridge.Pipeline;

/// <summary>What is kept of a forecast besides its fields; a row of the journal holds it as JSON.</summary>
/// <param name="Engine">The engine that made it.</param>
/// <param name="Notes">What was found in the window.</param>
/// <param name="Hindcast">How the engines did.</param>
/// <param name="Spread">Interval width by lead time.</param>
/// <param name="Trust">How far it can be believed.</param>
/// <param name="Fluctuations">Rms fluctuation of each field over the observed window, for the scores.</param>
/// <param name="Seconds">Wall-clock seconds to generate and write it.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record ForecastSummary(
    string Engine, IReadOnlyList<string> Notes, HindcastReport Hindcast, LeadSpread Spread, TrustVerdict Trust, IReadOnlyList<double> Fluctuations, double Seconds, ulong Seed)
{
    // A refusal's score is infinite, which plain JSON cannot say.
    static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectRequiredConstructorParameters = true };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="CaseFormatException">It was kept by a version that knew less.</exception>
    public static ForecastSummary FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ForecastSummary>(text, Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException failure)
        {
            throw new CaseFormatException("journal.db", $"a continuation is not described as this version does it ({failure.Message.TrimEnd('.')})", "It is of an earlier version: choose another output folder.", failure);
        }
    }
}
