using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>What <c>model.json</c> says of a saved neural codec: the reader needs no other file but the weights.</summary>
public sealed record NeuralCodecDescription
{
    public const string FileName = ModelFolder.DescriptionFile;
    public const string ModelKind = "neural-codec";
    public const int CurrentFormat = 1;

    /// <summary>Version of this layout.</summary>
    public required int Format { get; init; }

    /// <summary>Always <see cref="ModelKind"/>.</summary>
    public required string Kind { get; init; }

    public required NeuralCodecConfig Config { get; init; }

    /// <summary>Fields by name with their units, in OpenFOAM's notation; null where the source did not say.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>The closed-form codec around the network: channels, axes, scales.</summary>
    public required LinearCodecDescription Linear { get; init; }

    /// <summary>Axes, counted among the resolved ones, along which the domain repeats itself.</summary>
    public required IReadOnlyList<int> Periodic { get; init; }

    /// <summary>Who may use the weights.</summary>
    public required string Licence { get; init; }

    public required TrainingProvenance Provenance { get; init; }

    public string ToJson() => DescriptionFile.ToJson(this);

    /// <exception cref="CaseFormatException">The file is missing or describes another kind of model.</exception>
    public static NeuralCodecDescription Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var description = DescriptionFile.Load<NeuralCodecDescription>(path, "Name the folder of a codec that `cfdbridge train codec` wrote.");
        return (description.Kind, description.Format) == (ModelKind, CurrentFormat)
            ? description
            : throw new CaseFormatException(path, $"it is a {description.Kind} of format {description.Format}, expected a {ModelKind} of format {CurrentFormat}", "Train the model again with this program.");
    }
}
