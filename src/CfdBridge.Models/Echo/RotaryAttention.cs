using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B batch · N tokens · H heads · E numbers of a head
/// <summary>
/// Self-attention among all tokens of a segment. Queries and keys have length one, times a learned temperature for each
/// head, so that no logit grows without bound in training (Henry et al. 2020).
/// </summary>
sealed class RotaryAttention : nn.Module<Tensor, Rotation, Tensor>
{
    readonly Linear query_key_value;
    readonly Parameter temperature;                                                     // [H], its logarithm
    readonly Linear project;
    readonly long heads;
    readonly Arithmetic arithmetic;

    public RotaryAttention(long width, long heads, Arithmetic arithmetic) : base(nameof(RotaryAttention))
    {
        (this.heads, this.arithmetic) = (heads, arithmetic);
        query_key_value = nn.Linear(width, 3 * width);
        temperature = Learned.Parameter(full(heads, Math.Log(width / heads) / 2));           // as if both had variance 1, over the root of E
        project = nn.Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Rotation rotation)                         // [B, N, H x E]
    {
        using var scope = NewDisposeScope();
        var parts = arithmetic.Linear(x, query_key_value).reshape(x.shape[0], x.shape[1], 3, heads, -1).permute(2, 0, 3, 1, 4);
        var query = rotation.Turned(nn.functional.normalize(parts[0], dim: -1)) * temperature.exp().reshape(-1, 1, 1);
        var key = rotation.Turned(nn.functional.normalize(parts[1], dim: -1));          // [B, H, N, E]
        var shares = query.matmul(key.transpose(2, 3)).softmax(3);                      // [B, H, N, N]
        var mixed = shares.matmul(parts[2]).transpose(1, 2).reshape(x.shape);
        return arithmetic.Linear(mixed, project).MoveToOuterDisposeScope();
    }
}
