using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>How a model came to be.</summary>
/// <param name="Program">Program and version.</param>
/// <param name="Library">Name of the library of runs.</param>
/// <param name="Training">Runs it was trained on.</param>
/// <param name="HeldOut">Runs that chose the best weights.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Seed">Seed of all draws.</param>
/// <param name="HeldOutErrors">Relative L2 errors on the held-out runs in percent, by field.</param>
public sealed record TrainingProvenance(
    string Program, string Library, IReadOnlyList<string> Training, IReadOnlyList<string> HeldOut, int Steps, int Seed, IReadOnlyDictionary<string, double> HeldOutErrors)
{
    /// <summary>Of the trained model that it went on from; null where it began anew.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrainingProvenance? From { get; init; }
}
