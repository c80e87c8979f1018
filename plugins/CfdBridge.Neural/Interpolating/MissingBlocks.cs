using static TorchSharp.torch;
using static System.FormattableString;

namespace CfdBridge.Neural;

// E members · B blocks · L sites · D latent numbers
/// <summary>Fills unknown blocks of a run, gap by gap, each in the segment that has it in its middle.</summary>
sealed class MissingBlocks(IGapFiller filler, LatentRequest asked, double blockSeconds, int sites, int latent)
{
    /// <param name="latents">Row-major [B, L, D].</param>
    /// <param name="known">Which blocks are.</param>
    /// <returns>For each member the same with all blocks.</returns>
    /// <exception cref="EngineRefusedException">A gap is longer than a segment.</exception>
    public float[][] Fill(float[] latents, bool[] known, CancellationToken cancellationToken)
    {
        var (width, filled, windows) = (sites * latent, Enumerable.Range(0, asked.Members).Select(_ => (float[])latents.Clone()).ToArray(), new Dictionary<int, float[]>());
        foreach (var (first, last) in Gaps(known))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(filler.SegmentFrames, known.Length);
            if (last - first + 1 >= length)
                throw new EngineRefusedException(Invariant($"A gap of {(last - first + 1) * blockSeconds:G4} s is wanted; the model knows segments of {filler.SegmentFrames * blockSeconds:G4} s and needs some of one. Ask for times nearer to the steps."));
            var start = Math.Clamp(first - (length - (last - first + 1)) / 2, 0, known.Length - length);
            if (last - first + 1 <= length / 4) start = Shared(start, length, first, last, known.Length);
            if (!windows.TryGetValue(start, out var members)) windows[start] = members = Window(latents, known, start, length);
            for (var member = 0; member < filled.Length; member++)
                members.AsSpan((member * length + first - start) * width, (last - first + 1) * width).CopyTo(filled[member].AsSpan(first * width));
        }

        return filled;
    }

    // Short gaps share segments that begin at every half of one, where they lie inside.
    static int Shared(int start, int length, int first, int last, int all)
    {
        var shared = Math.Min((start + length / 4) / (length / 2) * (length / 2), all - length);
        return first > shared && last < shared + length - 1 ? shared : start;
    }

    // [E, length, L, D]
    float[] Window(float[] latents, bool[] known, int start, int length)
    {
        using var scope = NewDisposeScope();
        var width = sites * latent;
        var given = tensor(latents[(start * width)..((start + length) * width)], [length, sites, latent]);
        return filler.Fill(given, known[start..(start + length)], asked with { Seed = asked.Seed + (ulong)start }).contiguous().data<float>().ToArray();
    }

    static IEnumerable<(int First, int Last)> Gaps(bool[] known)
    {
        for (var block = 0; block < known.Length; block++)
        {
            if (known[block]) continue;
            var first = block;
            while (block + 1 < known.Length && !known[block + 1]) block++;
            yield return (first, block);
        }
    }
}
