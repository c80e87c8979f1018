namespace CfdBridge.Neural;

/// <summary>Loaded models: all engines and cases with the same folders share one.</summary>
sealed class Checkpoints
{
    readonly Dictionary<string, Checkpoint> loaded = [];
    readonly Lock gate = new();

    /// <exception cref="CaseFormatException">A folder holds no such model, a damaged one, or the codec is another than the generator's.</exception>
    public Checkpoint Of(CheckpointOptions options)
    {
        // Roles too: a codec keeps what it worked out of a mesh's boundary.
        var key = string.Join('\n', [options.Model, options.Codec, .. options.Roles.Select(role => $"{role.Key}={role.Value}")]);
        lock (gate)
        {
            if (!loaded.TryGetValue(key, out var checkpoint)) loaded[key] = checkpoint = Checkpoint.Load(options.Model, options.Codec);
            return checkpoint;
        }
    }
}
