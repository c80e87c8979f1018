using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// F frames · C channels · S places
/// <summary>
/// Tells every place about the whole frame: the places, weighted by a learned softmax, become one vector, which passes a
/// narrow network and is added everywhere [Cao et al. 2019, GCNet; ENMA, D.1.2].
/// </summary>
public sealed class GlobalContext : nn.Module<Tensor, Tensor>
{
    const long Narrowing = 4;

    readonly Linear score;
    readonly Linear narrow;
    readonly LayerNorm norm;
    readonly Linear widen;

    public GlobalContext(long channels) : base(nameof(GlobalContext))
    {
        score = nn.Linear(channels, 1);
        narrow = nn.Linear(channels, channels / Narrowing);
        norm = nn.LayerNorm(channels / Narrowing);
        widen = nn.Linear(channels / Narrowing, channels);
        nn.init.zeros_(widen.weight);
        nn.init.zeros_(widen.bias!); // made with a bias two lines above
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                            // [F, C, space...]
    {
        using var scope = NewDisposeScope();
        var places = x.flatten(2);                                                      // [F, C, S]
        var shares = score.call(places.transpose(1, 2)).softmax(1);                     // [F, S, 1]
        var pooled = places.matmul(shares).squeeze(-1);                                 // [F, C]
        var context = widen.call(nn.functional.silu(norm.call(narrow.call(pooled))));   // [F, C]
        return (x + context.reshape([.. context.shape, .. Enumerable.Repeat(1L, x.shape.Length - 2)])).MoveToOuterDisposeScope();
    }
}
