using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// When a run has settled to its final state, from its latents alone: from then on neither the mean over a segment nor
/// the fluctuation about it leaves what the run ends with by more than a share of that fluctuation.
/// </summary>
static class DevelopedState
{
    const double Share = 0.2;  // a mean over two periods, more or less, moves by up to a sixth of the fluctuation
    const double Still = 0.02; // of the latents' usual deviation: a flow that comes to rest fluctuates by nothing
    const double Latest = 0.75; // of the run: what settles later may not have settled

    /// <param name="scaled">Scaled latents of the run [T, L, D].</param>
    /// <param name="window">Frames of a segment.</param>
    /// <returns>The first developed frame; null where nothing can be said.</returns>
    public static int? FirstFrame(Tensor scaled, int window)
    {
        using var scope = NewDisposeScope();
        var places = (int)scaled.shape[0] - window + 1;
        if (places < 2) return null;
        var windows = scaled.flatten(1).unfold(0, window, 1);                           // [places, L D, window]
        var means = windows.mean([2]);                                                  // [places, L D]
        double[] fluctuations = Root(windows.var([2], unbiased: false).mean([1]));
        double[] shifts = Root((means - means[-1]).square().mean([1]));
        var allowed = Math.Max(Still, Share * fluctuations[^1]);
        var first = places - 1;
        while (first > 0 && shifts[first - 1] <= allowed && Math.Abs(fluctuations[first - 1] - fluctuations[^1]) <= allowed) first--;
        return first <= Latest * places ? first : null;
    }

    static double[] Root(Tensor squares) => [.. squares.sqrt().data<float>().ToArray().Select(value => (double)value)];
}
