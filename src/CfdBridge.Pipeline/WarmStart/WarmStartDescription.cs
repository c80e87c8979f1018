using System.Text.Json.Serialization;
using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>What <c>warmstart.json</c> says of a warm start: where it comes from, what is in it, and the hash of every file.</summary>
public sealed record WarmStartDescription
{
    public const string FileName = "warmstart.json";
    public const int CurrentFormat = 2;

    /// <summary>Version of this layout.</summary>
    public required int Format { get; init; }

    /// <summary>Name of the warm start, that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<WarmStartKind>))]
    public required WarmStartKind Kind { get; init; }

    /// <summary>The case that it was made for.</summary>
    public required string Case { get; init; }

    /// <summary>Content hash of the mesh.</summary>
    public required string MeshId { get; init; }

    /// <summary>Time that the solver starts from, seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>Time at which the solver was asked to end; null for what the case says.</summary>
    public required double? EndSeconds { get; init; }

    /// <summary>Who made the state: an engine, or <c>observed</c> or <c>transferred</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>Known run parameters.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required WarmStartJudgement Judgement { get; init; }

    /// <summary>Every condition of the hand-over, and what was found.</summary>
    public required IReadOnlyList<WarmStartGate> Gates { get; init; }

    /// <summary>What the engines made of hidden runs; empty where none were.</summary>
    public required IReadOnlyList<EngineStateErrors> HiddenRuns { get; init; }

    /// <summary>The fields, as they were read back.</summary>
    public required IReadOnlyList<DescribedField> Fields { get; init; }

    /// <summary>How well the flux keeps mass; null where none was written.</summary>
    public required FluxBalance? Flux { get; init; }

    /// <summary>What was done and left out.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Seconds it took to make: reading, predicting, writing and reading back.</summary>
    public required double Seconds { get; init; }

    /// <summary>SHA-256 of every file, by its path with forward slashes.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public string ToJson() => DescriptionFile.ToJson(this);

    /// <exception cref="CaseFormatException">The folder holds no warm start.</exception>
    public static WarmStartDescription Load(string directory) => DescriptionFile.Load<WarmStartDescription>(Path.Combine(directory, FileName), "Write the warm start again.");
}

/// <summary>A field of a warm start.</summary>
public sealed record DescribedField(
    string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<FieldOrigin>))] FieldOrigin Origin,
    int Components,
    int Rows,
    double Smallest,
    double Largest);
