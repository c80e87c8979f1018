using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A linear codec on disk: <c>weights.safetensors</c> and, written last, <c>model.json</c>.</summary>
public static class LinearCodecFolder
{
    public static void Save(LinearCodec codec, string folder)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var writer = new SafetensorsWriter();
        Add(writer, "", codec, half: false);
        ModelFolder.Save(folder, writer, LinearCodecDescription.Of(codec).ToJson());
    }

    /// <exception cref="CaseFormatException">The folder holds no linear codec, or a damaged one.</exception>
    public static LinearCodec Load(string folder)
    {
        var description = LinearCodecDescription.Load(folder);
        using var reader = ModelFolder.Open(folder);
        return Read(reader, "", description);
    }

    /// <param name="prefix">Before the names of its tensors.</param>
    /// <param name="half">Bases in half precision.</param>
    internal static void Add(SafetensorsWriter writer, string prefix, LinearCodec codec, bool half)
    {
        var (weights, channels) = (codec.Weights, codec.Channels.Count);
        for (var axis = 0; axis < weights.Grid.Dimensions; axis++) writer.Add($"{prefix}grid.axis{axis}", weights.Grid.Axes[axis].Nodes, weights.Grid.Axes[axis].Count);
        writer.Add($"{prefix}grid.periods", weights.Grid.Axes.Select(axis => axis.Period ?? 0).ToArray(), weights.Grid.Dimensions);
        writer.Add($"{prefix}grid.weights", weights.NodeWeights, weights.NodeWeights.Length);
        writer.Add($"{prefix}normaliser.means", weights.Normaliser.Means, weights.Normaliser.Means.Length / channels, channels);
        writer.Add($"{prefix}normaliser.reference", weights.Normaliser.Reference, weights.Normaliser.Reference.Length / codec.Axes.Count, codec.Axes.Count);
        AddBases(writer, $"{prefix}patch.bases", weights.PatchBases, codec.PatchWidth, half);
        AddBases(writer, $"{prefix}site.bases", weights.SiteBases, codec.SiteWidth, half);
        writer.Add($"{prefix}site.energies", weights.SiteEnergies, codec.Sites, codec.SiteWidth);
    }

    internal static LinearCodec Read(SafetensorsReader reader, string prefix, LinearCodecDescription description)
    {
        var grid = ReadGrid(reader, prefix, description);
        var normaliser = new Normaliser([.. description.Scales], reader.Read<float>($"{prefix}normaliser.means"), reader.Read<double>($"{prefix}normaliser.reference"), description.MeanMeshId);
        Expect(reader, prefix, description);
        var weights = new LinearCodecWeights(
            grid, normaliser, reader.Read<float>($"{prefix}grid.weights"), ReadBases(reader, $"{prefix}patch.bases"), ReadBases(reader, $"{prefix}site.bases"), reader.Read<float>($"{prefix}site.energies"), description.Provenance);
        return new(description.Config, new(description.Channels), new(description.Axes), weights);
    }

    internal static GradedGrid ReadGrid(SafetensorsReader reader, string prefix, LinearCodecDescription description)
    {
        var periods = reader.Tensors.ContainsKey($"{prefix}grid.periods") ? reader.Read<double>($"{prefix}grid.periods") : new double[description.Axes.Count]; // absent from older models
        return new([.. periods.Select((period, axis) => new GradedAxis(reader.Read<double>($"{prefix}grid.axis{axis}"), period > 0 ? period : null))]);
    }

    static void Expect(SafetensorsReader reader, string prefix, LinearCodecDescription description)
    {
        var (config, channels) = (description.Config, description.Channels.Count);
        var code = new BlockCode(config, channels);
        var (patches, sites) = (code.Layout.Nodes.Length, code.Layout.Patches.Length);
        for (var axis = 0; axis < config.Dimensions; axis++) reader.Expect($"{prefix}grid.axis{axis}", config.GridNodes[axis]);
        reader.Expect($"{prefix}grid.weights", config.GridNodes.Aggregate(1L, (product, nodes) => product * nodes));
        reader.Expect($"{prefix}patch.bases", config.Bases == BasisSharing.Own ? patches : 1, code.PatchValues, code.PatchWidth);
        reader.Expect($"{prefix}site.bases", config.Bases == BasisSharing.Shared ? 1 : sites, code.SiteValues, code.SiteWidth);
        reader.Expect($"{prefix}site.energies", sites, code.SiteWidth);
    }

    static void AddBases(SafetensorsWriter writer, string name, float[][] bases, int width, bool half)
    {
        var (values, rows) = (bases.SelectMany(basis => basis).ToArray(), bases[0].Length / width);
        if (half) writer.Add(name, Array.ConvertAll(values, value => (Half)value), bases.Length, rows, width);
        else writer.Add(name, values, bases.Length, rows, width);
    }

    static float[][] ReadBases(SafetensorsReader reader, string name)
    {
        var values = reader.ReadSingle(name);
        return [.. values.Chunk((int)(values.Length / Math.Max(1, reader.Tensors[name].Shape[0])))];
    }
}
