using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>A codec and what has been worked out with it; generators of the same latents share both.</summary>
sealed class LoadedCodec
{
    readonly Lock gate = new();
    (WeakReference<Snapshot> Last, int Count, int Blocks, IReadOnlyDictionary<string, double> Losses)? known;

    LoadedCodec(NeuralCodec codec, IReadOnlyDictionary<string, string?> fields, CodecResiduals? residuals) => (Codec, Fields, Residuals, Encoding) = (codec, fields, residuals, new(codec));

    public NeuralCodec Codec { get; }

    /// <summary>Fields by name with their units, in OpenFOAM's notation; null where the training runs did not say.</summary>
    public IReadOnlyDictionary<string, string?> Fields { get; }

    /// <summary>What the codec loses of runs that it was not fitted to; null where nothing of that lies with it.</summary>
    public CodecResiduals? Residuals { get; }

    public ContextEncoding Encoding { get; }

    public RunViscosity Viscosity { get; } = new();

    /// <exception cref="CaseFormatException">The folder holds no codec, or a damaged one.</exception>
    public static LoadedCodec Load(string folder)
    {
        var codec = NeuralCodecFolder.Load(folder);
        codec.Network.Arithmetic.Freeze(Products.Fastest); // as in training
        return new(codec, NeuralCodecDescription.Load(folder).Fields, CodecResiduals.Load(folder, codec));
    }

    /// <summary>What is lost of the last blocks of a window, worked out once for the generators that ask.</summary>
    public IReadOnlyDictionary<string, double> LossesOf(Trajectory observed, int blocks, Func<IReadOnlyDictionary<string, double>> losses)
    {
        lock (gate)
        {
            if (known is { } one && one.Last.TryGetTarget(out var last) && ReferenceEquals(last, observed.Last) && (one.Count, one.Blocks) == (observed.Count, blocks)) return one.Losses;
            var found = losses();
            known = (new(observed.Last), observed.Count, blocks, found);
            return found;
        }
    }
}
