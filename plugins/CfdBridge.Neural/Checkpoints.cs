using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>Models by their folders. All engines and cases with the same folders share what is loaded.</summary>
sealed class Checkpoints
{
    const string ShippedFolder = "models"; // beside the plugin

    readonly Dictionary<string, Checkpoint> loaded = [];
    readonly Dictionary<string, LoadedCodec> codecs = [];
    readonly Dictionary<string, (ActiveAxes Axes, GradedGrid Grid)> domains = [];
    readonly Lock gate = new();

    /// <summary>Folders of all generators that an engine may work with: the named one, those below it, or those that are shipped.</summary>
    public static IReadOnlyList<string> Folders(CheckpointOptions options)
    {
        var named = options.Model.Length > 0 ? options.Model : Path.Combine(Path.GetDirectoryName(typeof(Checkpoints).Assembly.Location)!, ShippedFolder); // loaded from a file
        return Directory.Exists(named) ? ModelFolder.OfKind(options.ModelKind, named) : [];
    }

    /// <summary>Where a model is at home, without loading it.</summary>
    /// <exception cref="CaseFormatException">Its codec is missing or damaged.</exception>
    public (ActiveAxes Axes, GradedGrid Grid) DomainOf(string model, CheckpointOptions options)
    {
        var key = $"{model}\n{options.Codec}";
        lock (gate)
        {
            if (!domains.TryGetValue(key, out var domain)) domains[key] = domain = NeuralCodecFolder.LoadDomain(Checkpoint.CodecOf(model, options.Codec));
            return domain;
        }
    }

    /// <exception cref="CaseFormatException">A folder holds no such model, a damaged one, or the codec is another than the generator's.</exception>
    public Checkpoint Of(string model, CheckpointOptions options)
    {
        // Roles too: a codec keeps what it worked out of a mesh's boundary.
        var roles = string.Join('\n', options.Roles.Select(role => $"{role.Key}={role.Value}"));
        var key = string.Join('\n', [model, options.Codec, roles]);
        lock (gate)
        {
            if (!loaded.TryGetValue(key, out var checkpoint)) loaded[key] = checkpoint = Checkpoint.Load(model, options.Codec, codec => CodecOf(codec, roles));
            return checkpoint;
        }
    }

    // Called while the gate is held.
    LoadedCodec CodecOf(string folder, string roles)
    {
        var key = string.Join('\n', [folder, roles]);
        if (!codecs.TryGetValue(key, out var codec)) codecs[key] = codec = LoadedCodec.Load(folder);
        return codec;
    }
}
