using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips or frames · N tokens · W width · H heads · E numbers of a head
/// <summary>Attention among tokens whose queries and keys are normalised (QK-norm), so that no logit runs away.</summary>
public sealed class TokenAttention : nn.Module
{
    readonly Linear query_key_value;
    readonly TokenNorm query_norm;
    readonly TokenNorm key_norm;
    readonly Linear head;
    readonly long heads;
    readonly Arithmetic arithmetic;

    public TokenAttention(long width, long heads, Arithmetic arithmetic) : base(nameof(TokenAttention))
    {
        (this.heads, this.arithmetic) = (heads, arithmetic);
        query_key_value = nn.Linear(width, 3 * width, hasBias: false);
        (query_norm, key_norm) = (new(width / heads), new(width / heads));
        head = nn.Linear(width, width);
        RegisterComponents();
    }

    /// <param name="x">[B, N, W].</param>
    /// <param name="mask">Added to the logits [N, N of all frames], or one for each head [H, N, N of all frames]; null shows all.</param>
    /// <param name="extend">Puts keys and values of earlier frames before these.</param>
    public Tensor Attend(Tensor x, Tensor? mask, Func<Tensor, Tensor, (Tensor Keys, Tensor Values)>? extend)
    {
        using var scope = NewDisposeScope();
        var (clips, tokens, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = arithmetic.Linear(x, query_key_value).reshape([clips, tokens, 3, heads, width / heads]).permute(2, 0, 3, 1, 4).unbind();   // 3 of [B, H, N, E]
        var (queries, keys, values) = (query_norm.call(parts[0]), key_norm.call(parts[1]), parts[2]);
        if (extend is not null) (keys, values) = extend(keys, values);
        var told = nn.functional.scaled_dot_product_attention(queries, keys, values, mask);      // [B, H, N, E]
        return arithmetic.Linear(told.transpose(1, 2).reshape(clips, tokens, width), head).MoveToOuterDisposeScope();
    }
}
