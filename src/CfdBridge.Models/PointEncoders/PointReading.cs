using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// N points · k neighbours · F frames · P places · H heads · R numbers of a head · V numbers at a point in a block
/// <summary>
/// The point decoder at points that stay where they are: how they weigh the places around them is worked out once, then
/// any number of frames is read. Gives what <see cref="PointDecoder.Correct"/> gives, and records nothing for training.
/// </summary>
sealed class PointReading
{
    readonly PointDecoder decoder;
    readonly int count;
    readonly int neighbours;
    readonly int heads;
    readonly int[] places;         // [N, k]
    readonly float[] shares;       // [N, H, k]
    readonly float[] surroundings; // [N, channels]

    /// <param name="points">Coordinates [N, S].</param>
    /// <param name="around">Places around the points [N, k].</param>
    /// <param name="surroundings">Geometry at the points [N, channels].</param>
    public PointReading(PointDecoder decoder, Tensor points, Tensor around, Tensor surroundings)
    {
        using var scope = NewDisposeScope();
        this.decoder = decoder;
        var weights = decoder.Shares(points, around).contiguous();
        (count, heads, neighbours) = ((int)weights.shape[0], (int)weights.shape[1], (int)weights.shape[2]);
        shares = weights.data<float>().ToArray();
        places = Array.ConvertAll(around.contiguous().data<long>().ToArray(), place => (int)place);
        this.surroundings = surroundings.contiguous().data<float>().ToArray();
    }

    /// <summary>Corrections, centred and scaled as the values [F, N, V].</summary>
    /// <param name="told">What the places tell (<see cref="PointDecoder.Told"/>) [F, P, H x R].</param>
    public Tensor Correct(Tensor told, Arithmetic arithmetic)
    {
        using var scope = NewDisposeScope();
        var whole = told.contiguous();
        var known = empty(told.shape[0], count, told.shape[2] + surroundings.Length / count);
        var from = MemoryMarshal.Cast<byte, float>(whole.bytes);
        var into = MemoryMarshal.Cast<byte, float>(known.bytes);
        var (read, made) = (from.Length / (int)told.shape[0], into.Length / (int)told.shape[0]); // of a frame
        for (var frame = 0; frame < told.shape[0]; frame++) Read(from.Slice(frame * read, read), into.Slice(frame * made, made));
        return decoder.Made(known, arithmetic).MoveToOuterDisposeScope();
    }

    // One frame [P, H x R] to what each point knows of it: the places by their shares, and the geometry [N, H x R + channels].
    void Read(ReadOnlySpan<float> told, Span<float> known)
    {
        var (width, channels) = (heads * PointDecoder.HeadWidth, surroundings.Length / count);
        ref var place = ref MemoryMarshal.GetReference(told);
        ref var share = ref MemoryMarshal.GetArrayDataReference(shares);
        for (var point = 0; point < count; point++)
        {
            var around = places.AsSpan(point * neighbours, neighbours);
            var row = known.Slice(point * (width + channels), width + channels);
            for (var head = 0; head < heads; head++)
            {
                var sum = Vector256<float>.Zero;
                var first = (nuint)((point * heads + head) * neighbours);
                for (var k = 0; k < around.Length; k++)
                    sum += Unsafe.Add(ref share, first + (nuint)k) * Vector256.LoadUnsafe(ref place, (nuint)(around[k] * width + head * PointDecoder.HeadWidth));
                sum.CopyTo(row[(head * PointDecoder.HeadWidth)..]);
            }

            surroundings.AsSpan(point * channels, channels).CopyTo(row[width..]);
        }
    }
}
