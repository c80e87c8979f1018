using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>What <c>model.json</c> says of a saved generator: the reader needs the weights beside it and the codec whose latents it makes.</summary>
public sealed record EnmaDescription
{
    public const string FileName = ModelFolder.DescriptionFile;
    public const string ModelKind = "enma";
    public const int CurrentFormat = 1;

    /// <summary>Version of this layout.</summary>
    public required int Format { get; init; }

    /// <summary>Always <see cref="ModelKind"/>.</summary>
    public required string Kind { get; init; }

    public required EnmaConfig Config { get; init; }

    /// <summary>Names of the conditions, in their order.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>The codec whose latents these are, by name.</summary>
    public required string Codec { get; init; }

    /// <summary>Who may use the weights.</summary>
    public required string Licence { get; init; }

    public required TrainingProvenance Provenance { get; init; }

    public string ToJson() => DescriptionFile.ToJson(this);

    /// <exception cref="CaseFormatException">The file is missing or describes another kind of model.</exception>
    public static EnmaDescription Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var description = DescriptionFile.Load<EnmaDescription>(path, "Name the folder of a saved ENMA generator.");
        if ((description.Kind, description.Format) != (ModelKind, CurrentFormat))
            throw new CaseFormatException(path, $"it is a {description.Kind} of format {description.Format}, expected {ModelKind} of format {CurrentFormat}", "Train the model again with this program.");
        if (description.Conditions.Count != description.Config.Conditions)
            throw new CaseFormatException(path, $"it names {description.Conditions.Count} conditions, its configuration has {description.Config.Conditions}", "Restore the file, or train the model again.");
        return description;
    }
}
