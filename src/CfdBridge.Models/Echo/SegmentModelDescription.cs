using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>What <c>model.json</c> says of a saved segment generator: the reader needs the weights, and the codec it names.</summary>
public sealed record SegmentModelDescription
{
    public const string FileName = ModelFolder.DescriptionFile;
    public const string ModelKind = "segment-generator";
    public const int CurrentFormat = 1;

    /// <summary>Version of this layout.</summary>
    public required int Format { get; init; }

    /// <summary>Always <see cref="ModelKind"/>.</summary>
    public required string Kind { get; init; }

    public required SegmentConfig Config { get; init; }

    /// <summary>What it may be told of a run, with the statistics of the training runs.</summary>
    public required RunConditions Conditions { get; init; }

    /// <summary>Usual time between frames, seconds.</summary>
    public required double FrameSeconds { get; init; }

    /// <summary>Whether it was trained to draw, not only to forecast the mean.</summary>
    public required bool Draws { get; init; }

    /// <summary><see cref="SegmentModel.NoiseLevel"/>, chosen on the runs held out.</summary>
    public double NoiseLevel { get; init; } = 1;

    /// <summary>SHA-256 of the weights of the codec whose latents these are.</summary>
    public required string CodecSha256 { get; init; }

    /// <summary>Who may use the weights.</summary>
    public required string Licence { get; init; }

    public required TrainingProvenance Provenance { get; init; }

    public string ToJson() => DescriptionFile.ToJson(this);

    /// <exception cref="CaseFormatException">The file is missing or describes another kind of model.</exception>
    public static SegmentModelDescription Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var description = DescriptionFile.Load<SegmentModelDescription>(path, "Name the folder of a generator that `cfdbridge train segment` wrote.");
        return (description.Kind, description.Format) == (ModelKind, CurrentFormat)
            ? description
            : throw new CaseFormatException(path, $"it is a {description.Kind} of format {description.Format}, expected a {ModelKind} of format {CurrentFormat}", "Train the model again with this program.");
    }
}
