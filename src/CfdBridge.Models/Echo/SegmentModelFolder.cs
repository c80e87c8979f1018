using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A segment generator on disk: <c>weights.safetensors</c> and, written last, <c>model.json</c>.</summary>
public static class SegmentModelFolder
{
    const string Scaling = "scaling.";
    const string Features = "features.";
    const string Network = "network.";

    /// <param name="half">The network in half precision.</param>
    public static void Save(SegmentModel model, string folder, TrainingProvenance provenance, bool half = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "pt"); // what Python's reader of safetensors asks for
        model.Scaling.Add(writer, Scaling);
        model.FeatureScaling?.Add(writer, Features);
        NetworkWeights.Add(writer, Network, model.Network, half);
        var description = new SegmentModelDescription
        {
            Format = SegmentModelDescription.CurrentFormat,
            Kind = SegmentModelDescription.ModelKind,
            Config = model.Config,
            Conditions = model.Conditions,
            FrameSeconds = model.FrameSeconds,
            Draws = model.Draws,
            NoiseLevel = model.NoiseLevel,
            CodecSha256 = model.CodecSha256,
            Licence = "MIT",
            Provenance = provenance,
        };
        ModelFolder.Save(folder, writer, description.ToJson());
    }

    /// <summary>A generator for the latents of any codec with the same weights as in training.</summary>
    /// <exception cref="CaseFormatException">The folder holds no segment generator, or a damaged one.</exception>
    public static SegmentModel Load(string folder)
    {
        var description = SegmentModelDescription.Load(folder);
        using var reader = ModelFolder.Open(folder);
        var model = Made(description, reader, Path.Combine(folder, SegmentModelDescription.FileName));
        NetworkWeights.Read(reader, Network, model.Network, Path.Combine(folder, ModelFolder.WeightsFile));
        return model;
    }

    /// <summary>The same, refused when it was trained on the latents of another codec.</summary>
    /// <param name="codec">The codec's folder.</param>
    /// <exception cref="CaseFormatException">It is of another codec, or one of the folders is damaged.</exception>
    public static SegmentModel Load(string folder, string codec)
    {
        CodecIdentity.Expect(SegmentModelDescription.Load(folder).CodecSha256, folder, codec);
        return Load(folder);
    }

    static SegmentModel Made(SegmentModelDescription description, SafetensorsReader reader, string path)
    {
        try
        {
            description.Config.Validate();
            var scaling = LatentScaling.Read(reader, Scaling, description.Config.SiteCount, description.Config.Latent);
            var features = description.Config.GeometryChannels > 0 ? LatentScaling.Read(reader, Features, description.Config.SiteCount, description.Config.GeometryChannels) : null;
            return new(description.Config, scaling, description.Conditions, description.CodecSha256, description.FrameSeconds, features) { Draws = description.Draws, NoiseLevel = description.NoiseLevel };
        }
        catch (ArgumentException failure)
        {
            throw new CaseFormatException(path, $"its sizes do not fit ({failure.Message.TrimEnd('.')})", "Copy the model's whole folder, or train it again.", failure);
        }
    }
}
