using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · T times · C channels
/// <summary>
/// The time part of a separable causal convolution: each channel adds what it was at earlier times, by learned weights.
/// Before the first time lies the first time again (the convention of causal video codecs). Begins as the identity.
/// </summary>
public sealed class CausalMixing : nn.Module<Tensor, long, Tensor>
{
    readonly Parameter weight;                                                          // [earlier times, C]

    /// <param name="channels">Channels.</param>
    /// <param name="kernel">Times seen, this one included.</param>
    public CausalMixing(long channels, int kernel) : base(nameof(CausalMixing))
    {
        weight = Learned.Parameter(zeros(kernel - 1, channels));
        RegisterComponents();
    }

    /// <param name="x">[B x T, C, space...], times running fastest.</param>
    /// <param name="times">T.</param>
    public override Tensor forward(Tensor x, long times)
    {
        using var scope = NewDisposeScope();
        var clips = x.reshape([-1, times, .. x.shape[1..]]);                            // [B, T, C, space...]
        var mixed = clips;
        for (var back = 1; back <= weight.shape[0]; back++)
        {
            var kept = Math.Max(0, times - back);
            var first = clips.narrow(1, 0, 1).expand([clips.shape[0], times - kept, .. x.shape[1..]]);
            var earlier = kept == 0 ? first : cat([first, clips.narrow(1, 0, kept)], 1);
            mixed = mixed + earlier * weight[back - 1].reshape([-1, .. Enumerable.Repeat(1L, x.shape.Length - 2)]);
        }

        return mixed.reshape(x.shape).MoveToOuterDisposeScope();
    }
}
