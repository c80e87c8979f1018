using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · H heads · N tokens of all frames so far · E numbers of a head
/// <summary>
/// Keys and values of the frames that a causal transformer has seen, layer by layer: to go on, it needs nothing else of
/// them. Grows with the history, without a limit of its own.
/// </summary>
public sealed class TimeMemory : IDisposable
{
    readonly (Tensor Keys, Tensor Values)?[] layers;

    internal TimeMemory(int depth) => layers = new (Tensor, Tensor)?[depth];

    /// <summary>Frames seen, begin token and separators included.</summary>
    public long Frames { get; private set; }

    public void Dispose() => Forget();

    internal void Forget()
    {
        for (var layer = 0; layer < layers.Length; layer++) Keep(layer, null);
        Frames = 0;
    }

    /// <summary>Adds the keys and values [B, H, new tokens, E] of a layer and gives those of all frames [B, H, N, E].</summary>
    internal (Tensor Keys, Tensor Values) Extend(int layer, Tensor keys, Tensor values)
    {
        var all = layers[layer] is var (earlierKeys, earlierValues) ? (cat([earlierKeys, keys], 2), cat([earlierValues, values], 2)) : (keys.clone(), values.clone());
        Keep(layer, (all.Item1.DetachFromDisposeScope(), all.Item2.DetachFromDisposeScope()));
        return all;
    }

    internal void Advance(long frames) => Frames += frames;

    void Keep(int layer, (Tensor Keys, Tensor Values)? kept)
    {
        if (layers[layer] is var (keys, values))
        {
            keys.Dispose();
            values.Dispose();
        }

        layers[layer] = kept;
    }
}
