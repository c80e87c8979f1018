using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>A generator, the codec whose latents it knows, and what both expect of a run.</summary>
sealed class Checkpoint
{
    readonly Lazy<string> hash;
    AskedMesh? asked; // the last one

    Checkpoint(string folder, ILatentGenerator generator, LoadedCodec loaded, Func<string> weights)
    {
        (Folder, Generator, Loaded, Auxiliary) = (folder, generator, loaded, new(this));
        hash = new(weights);
    }

    /// <summary>The generator's.</summary>
    public string Folder { get; }

    /// <summary>SHA-256 of the generator's weights.</summary>
    public string WeightsSha256 => hash.Value;

    public ILatentGenerator Generator { get; }

    /// <summary>The codec, and what has been worked out with it.</summary>
    public LoadedCodec Loaded { get; }

    public NeuralCodec Codec => Loaded.Codec;

    public ContextEncoding Encoding => Loaded.Encoding;

    /// <summary>Other runs that it was asked to look at.</summary>
    public AuxiliaryRuns Auxiliary { get; }

    /// <summary>Fields by name with their units, in OpenFOAM's notation; null where the training runs did not say.</summary>
    public IReadOnlyDictionary<string, string?> Fields => Loaded.Fields;

    /// <summary>Whether it was trained on one geometry, and serves no other.</summary>
    public bool KnowsOneGeometry => Codec.Linear.Weights.Normaliser.Reference.Length > 0;

    /// <summary>Whether a mesh is the training's, or fills the same space with other cells; worked out once for a mesh.</summary>
    public MeshLikeness LikenessOf(Mesh mesh)
    {
        if (!KnowsOneGeometry) return MeshLikeness.Any;
        if (asked is { } one && one.Mesh == mesh.Id) return one.Likeness;
        var (cells, trained, dimensions) = (Codec.Linear.Axes.Of(mesh.CellCentres), Codec.Linear.Weights.Normaliser.Reference, Codec.Linear.Axes.Count);
        var likeness = TrainedGeometry.IsSameMesh(cells, trained, dimensions) ? MeshLikeness.Same
            : TrainedGeometry.IsSame(cells, trained, dimensions) ? MeshLikeness.SameSpace
            : MeshLikeness.Other;
        asked = new(mesh.Id, likeness);
        return likeness;
    }

    /// <summary>Time between the snapshots of the training runs, seconds.</summary>
    public double SnapshotSeconds => Generator.FrameSeconds / Codec.BlockSnapshots;

    /// <summary>Parameters of a run that its own momentum tells, by name; none where the generator needs none.</summary>
    /// <param name="but">Those that have been told and are left out.</param>
    public IReadOnlyDictionary<string, double> Expected(Trajectory observed, IReadOnlyDictionary<string, double> but) =>
        Generator.NeedsParameters && Generator.Conditions.Parameters.Any(one => one.TimesViscosity is not null && !but.ContainsKey(one.Name)) && Loaded.Viscosity.Of(observed) is { } balance
            ? Generator.Conditions.At(balance).Where(one => !but.ContainsKey(one.Key)).ToDictionary()
            : new Dictionary<string, double>();

    /// <param name="codec">Its folder; empty for the one that lies with the generator.</param>
    /// <param name="loaded">Codecs by their folders.</param>
    /// <exception cref="CaseFormatException">A folder holds no such model, a damaged one, or the codec is another than the generator's.</exception>
    public static Checkpoint Load(string model, string codec, Func<string, LoadedCodec> loaded)
    {
        codec = CodecOf(model, codec);
        ILatentGenerator generator = IsEnma(model) ? new EnmaLatents(EnmaFolder.Load(model, codec)) : new SegmentLatents(SegmentModelFolder.Load(model, codec));
        generator.Arithmetic.Freeze(Products.Fastest); // as in training
        return new(model, generator, loaded(codec), () => CodecIdentity.Of(model));
    }

    /// <summary>The same with other weights of the generator.</summary>
    public Checkpoint With(ILatentGenerator generator, string weightsSha256) => new(Folder, generator, Loaded, () => weightsSha256);

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

    sealed record AskedMesh(string Mesh, MeshLikeness Likeness);
}
