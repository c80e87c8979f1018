using static TorchSharp.torch;

namespace CfdBridge.Models;

// B clips · E members of the ensemble; rows are B x E, the members of a clip side by side
/// <summary>Random numbers for all members at once, each member's from a generator of its own: a member does not depend on how many there are.</summary>
sealed class MemberDraws(IReadOnlyList<Generator> members, long clips)
{
    /// <summary>Normal numbers [B E, ...].</summary>
    public Tensor Normal(params long[] shape) => Rows(one => randn([clips, .. shape], device: one.device, generator: one));

    /// <summary>Numbers between 0 and 1 [B E, count].</summary>
    public Tensor Uniform(long count) => Rows(one => rand(clips, count, device: one.device, generator: one));

    Tensor Rows(Func<Generator, Tensor> draw)
    {
        using var scope = NewDisposeScope();
        return stack(members.Select(draw), 1).flatten(0, 1).MoveToOuterDisposeScope();
    }
}
