using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>What <c>model.json</c> says of a saved linear codec: the reader needs no other file but the weights.</summary>
public sealed record LinearCodecDescription
{
    public const string FileName = ModelFolder.DescriptionFile;
    public const string ModelKind = "linear-codec";
    public const int CurrentFormat = 1;

    /// <summary>Version of this layout.</summary>
    public required int Format { get; init; }

    /// <summary>Always <see cref="ModelKind"/>.</summary>
    public required string Kind { get; init; }

    public required LinearCodecConfig Config { get; init; }

    /// <summary>Field components in the order of the channels; values are in the solver's units.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>Resolved axes of the case.</summary>
    public required IReadOnlyList<int> Axes { get; init; }

    /// <summary>Scale of each channel; the means stand in the weights.</summary>
    public required IReadOnlyList<float> Scales { get; init; }

    /// <summary>Mesh at whose cells the means are known; empty for one mean everywhere.</summary>
    public required string MeanMeshId { get; init; }

    public required LinearCodecProvenance Provenance { get; init; }

    public static LinearCodecDescription Of(LinearCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return new()
        {
            Format = CurrentFormat,
            Kind = ModelKind,
            Config = codec.Config,
            Channels = codec.Channels.List,
            Axes = codec.Axes.Axes,
            Scales = codec.Weights.Normaliser.Scales,
            MeanMeshId = codec.Weights.Normaliser.MeshId,
            Provenance = codec.Weights.Provenance,
        };
    }

    public string ToJson() => DescriptionFile.ToJson(this);

    /// <exception cref="CaseFormatException">The file is missing or describes another kind of model.</exception>
    public static LinearCodecDescription Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var description = DescriptionFile.Load<LinearCodecDescription>(path, "Name the folder of a trained model.");
        return (description.Kind, description.Format) == (ModelKind, CurrentFormat)
            ? description
            : throw new CaseFormatException(path, $"it is a {description.Kind} of format {description.Format}, expected a {ModelKind} of format {CurrentFormat}", "Train the model again with this program.");
    }
}
