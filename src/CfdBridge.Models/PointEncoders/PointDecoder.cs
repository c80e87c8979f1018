using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// N points · k neighbours · F frames · P places · H heads · R numbers of a head · V numbers at a point in a block
/// <summary>
/// The last layer of a decoder: every point reads the places around it by learned weights, the mirror of how places
/// gather points, and a small network that knows the geometry at the point makes a correction of what the grid gives
/// there [ENMA, 3.2; ECHO, 3.1.1]. Begins at no correction.
/// </summary>
public sealed class PointDecoder : nn.Module
{
    internal const int HeadWidth = 8;

    readonly PointEncoder weights;
    readonly Linear values;
    readonly Linear hidden;
    readonly Linear head;
    readonly long heads;

    /// <param name="weights">Its places are those that are read.</param>
    /// <param name="heads">Heads of these weights.</param>
    /// <param name="width">Channels at the places.</param>
    /// <param name="blockValues">Numbers at a point in a block.</param>
    public PointDecoder(PointEncoder weights, int heads, long width, long blockValues) : base(nameof(PointDecoder))
    {
        (this.weights, this.heads) = (weights, heads);
        values = nn.Linear(width, heads * HeadWidth);
        hidden = nn.Linear(heads * HeadWidth + GridSurroundings.Channels, 2 * heads * HeadWidth);
        head = nn.Linear(2 * heads * HeadWidth, blockValues);
        nn.init.zeros_(head.weight);
        nn.init.zeros_(head.bias!); // made with a bias
        RegisterComponents();
    }

    /// <param name="patches">Channels at the places [F, P, width].</param>
    /// <param name="points">Coordinates [N, S].</param>
    /// <param name="around">Places around the points [N, k].</param>
    /// <param name="surroundings">Geometry at the points [N, channels].</param>
    /// <returns>Corrections, centred and scaled as the values [N, F, V].</returns>
    public Tensor Correct(Tensor patches, Tensor points, Tensor around, Tensor surroundings)
    {
        ArgumentNullException.ThrowIfNull(patches);
        ArgumentNullException.ThrowIfNull(around);
        ArgumentNullException.ThrowIfNull(surroundings);
        using var scope = NewDisposeScope();
        var (frames, count, k) = (patches.shape[0], around.shape[0], around.shape[1]);
        var flat = around.flatten();
        var told = values.call(patches).reshape(frames, -1, heads, HeadWidth).permute(1, 2, 0, 3);                 // [P, H, F, R]
        var read = told.index_select(0, flat).reshape(count, k, heads, frames * HeadWidth).transpose(1, 2);        // [N, H, k, F R]
        var shares = weights.ToPoints(points, flat).transpose(1, 2).unsqueeze(2);                                  // [N, H, 1, k]
        var mixed = shares.matmul(read).reshape(count, heads, frames, HeadWidth).permute(0, 2, 1, 3).flatten(2);   // [N, F, H R]
        var known = cat([mixed, surroundings.unsqueeze(1).expand(count, frames, surroundings.shape[1])], -1);
        return head.call(nn.functional.gelu(hidden.call(known))).MoveToOuterDisposeScope();
    }

    /// <summary>What the places tell [F, P, H x R] by their channels [F, P, width].</summary>
    internal Tensor Told(Tensor patches, Arithmetic arithmetic) => arithmetic.Linear(patches, values);

    /// <summary>How points [N, S] weigh the places around them [N, k]: [N, H, k].</summary>
    internal Tensor Shares(Tensor points, Tensor around)
    {
        using var scope = NewDisposeScope();
        return weights.ToPoints(points, around.flatten()).transpose(1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Corrections [..., V] from what is known at points: what was read there, and the geometry [..., H x R + channels].</summary>
    internal Tensor Made(Tensor known, Arithmetic arithmetic)
    {
        using var scope = NewDisposeScope();
        return arithmetic.Linear(nn.functional.gelu(arithmetic.Linear(known, hidden)), head).MoveToOuterDisposeScope();
    }
}
