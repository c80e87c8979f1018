using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>A generator, the codec whose latents it knows, and what both expect of a run.</summary>
sealed class Checkpoint
{
    readonly Lazy<string> hash;

    Checkpoint(string folder, ILatentGenerator generator, NeuralCodec codec, IReadOnlyDictionary<string, string?> fields, CodecResiduals? residuals)
    {
        (Folder, Generator, Codec, Fields, Residuals, Encoding, Auxiliary) = (folder, generator, codec, fields, residuals, new(codec), new(this));
        hash = new(() => CodecIdentity.Of(folder));
    }

    /// <summary>The generator's.</summary>
    public string Folder { get; }

    /// <summary>SHA-256 of the generator's weights.</summary>
    public string WeightsSha256 => hash.Value;

    public ILatentGenerator Generator { get; }

    public NeuralCodec Codec { get; }

    /// <summary>What the codec loses of runs that it was not fitted to; null where nothing of that lies with it.</summary>
    public CodecResiduals? Residuals { get; }

    public ContextEncoding Encoding { get; }

    /// <summary>Other runs that it was asked to look at.</summary>
    public AuxiliaryRuns Auxiliary { get; }

    /// <summary>Fields by name with their units, in OpenFOAM's notation; null where the training runs did not say.</summary>
    public IReadOnlyDictionary<string, string?> Fields { get; }

    /// <summary>Whether it was trained on one geometry, and serves no other.</summary>
    public bool KnowsOneGeometry => Codec.Linear.Weights.Normaliser.Reference.Length > 0;

    /// <summary>Time between the snapshots of the training runs, seconds.</summary>
    public double SnapshotSeconds => Generator.FrameSeconds / Codec.BlockSnapshots;

    /// <exception cref="CaseFormatException">A folder holds no such model, a damaged one, or the codec is another than the generator's.</exception>
    public static Checkpoint Load(string model, string codec)
    {
        var enma = IsEnma(model);
        codec = CodecOf(model, codec);
        ILatentGenerator generator = enma ? new EnmaLatents(EnmaFolder.Load(model, codec)) : new SegmentLatents(SegmentModelFolder.Load(model, codec));
        var loaded = NeuralCodecFolder.Load(codec);
        foreach (var arithmetic in new[] { generator.Arithmetic, loaded.Network.Arithmetic }) arithmetic.Freeze(Products.Fastest); // as in training
        return new(model, generator, loaded, NeuralCodecDescription.Load(codec).Fields, CodecResiduals.Load(codec, loaded));
    }

    /// <summary>The codec's folder: the named one, or that which lies with the generator.</summary>
    /// <exception cref="CaseFormatException">There is none.</exception>
    public static string CodecOf(string model, string codec) =>
        codec.Length > 0 ? codec : CodecBeside(model, IsEnma(model) ? EnmaDescription.Load(model).CodecSha256 : SegmentModelDescription.Load(model).CodecSha256);

    static bool IsEnma(string model) => ModelFolder.KindOf(model) == EnmaDescription.ModelKind;

    // In the generator's folder, then beside it, in the order of names: the one with the weights that it names.
    static string CodecBeside(string model, string wanted)
    {
        var folder = new DirectoryInfo(model);
        IEnumerable<DirectoryInfo> beside = [.. Within(folder), .. folder.Parent is { } parent ? Within(parent) : []];
        return beside.FirstOrDefault(one => ModelFolder.KindOf(one.FullName) == NeuralCodecDescription.ModelKind && CodecIdentity.Of(one.FullName) == wanted)?.FullName
            ?? throw new CaseFormatException(model, "the codec that it was trained with is neither in this folder nor beside it", "Copy the codec's folder there, or name it in the option Codec.");
    }

    static IEnumerable<DirectoryInfo> Within(DirectoryInfo folder) => folder.GetDirectories().OrderBy(one => one.Name, StringComparer.Ordinal);
}
