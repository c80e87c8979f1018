using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// F frames · P places · C channels · H heads · E channels of a head · M slices
/// <summary>
/// Attention among physical states instead of places [Transolver, 3.2; ENMA, D.1.1]: every place belongs to slices by a
/// learned softmax, the slices' means attend to each other, and every place takes back its share of them. Its cost grows
/// with the number of places, not with its square. Begins at no change.
/// </summary>
public sealed class PhysicsAttention : nn.Module<Tensor, Tensor>
{
    const long Heads = 4;

    readonly LayerNorm norm;
    readonly Linear project;
    readonly Linear slice;
    readonly Parameter temperature;                                                     // [H, 1, 1]
    readonly Linear query;
    readonly Linear key;
    readonly Linear value;
    readonly Linear head;

    /// <param name="channels">A multiple of 4.</param>
    public PhysicsAttention(long channels, long slices) : base(nameof(PhysicsAttention))
    {
        var width = channels / Heads;
        norm = nn.LayerNorm(channels);
        project = nn.Linear(channels, channels);
        slice = nn.Linear(width, slices);
        temperature = Learned.Parameter(ones(Heads, 1, 1) * 0.5);
        query = nn.Linear(width, width, hasBias: false);
        key = nn.Linear(width, width, hasBias: false);
        value = nn.Linear(width, width, hasBias: false);
        head = nn.Linear(channels, channels);
        nn.init.zeros_(head.weight);
        nn.init.zeros_(head.bias!); // made with a bias
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                            // [F, P, C]
    {
        ArgumentNullException.ThrowIfNull(x);
        using var scope = NewDisposeScope();
        var (frames, places, width) = (x.shape[0], x.shape[1], x.shape[2] / Heads);
        var parts = project.call(norm.call(x)).reshape(frames, places, Heads, width).transpose(1, 2);       // [F, H, P, E]
        var shares = (slice.call(parts) / temperature).softmax(-1);                                         // [F, H, P, M]
        var means = shares.transpose(2, 3).matmul(parts) / (shares.sum(2).unsqueeze(-1) + 1e-5);            // [F, H, M, E]
        var told = nn.functional.scaled_dot_product_attention(query.call(means), key.call(means), value.call(means));
        var back = shares.matmul(told).transpose(1, 2).reshape(frames, places, Heads * width);              // [F, P, C]
        return (x + head.call(back)).MoveToOuterDisposeScope();
    }
}
