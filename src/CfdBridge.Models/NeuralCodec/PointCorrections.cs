using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// N points · C channels · P patches
/// <summary>What the point decoder adds to the linear codec's values on a mesh, by tiles of points and blocks.</summary>
/// <param name="places">Where points stand among the patches.</param>
sealed class PointCorrections(NeuralCodec codec, Func<PointSet, PointPlaces> places) : IDisposable
{
    const int TilePoints = 1024;
    const int TileBlocks = 4; // what lies between two products of a tile fits the second cache
    const int ReadingsKept = 100_000; // points, some hundreds of bytes each, whose reading is kept where the weights change no more

    readonly ConcurrentDictionary<int, PointReading> readings = []; // of all cells, by the first of a tile
    readonly Lock gate = new();
    PointPlaces? all;

    /// <param name="values">Row-major [snapshots after the skipped ones, N, C].</param>
    /// <param name="patches">Channels at the patches [blocks, P, width].</param>
    /// <param name="whole">Whether these are all cells of the mesh, of which much is kept.</param>
    /// <param name="skip">Snapshots left out at the beginning.</param>
    public void Add(float[] values, Tensor patches, PointSet points, bool whole, int skip)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (at, network) = (whole ? All(points) : places(points), codec.Network);
        var told = network.Readout.Told(patches, network.Arithmetic);
        for (var first = 0; first < points.Count; first += TilePoints)
        {
            var count = Math.Min(TilePoints, points.Count - first);
            PointReading Read(int from) => new(network.Readout, at.Coordinates.narrow(0, from, count), at.Around.narrow(0, from, count), at.Surroundings.narrow(0, from, count));
            var reading = whole && network.Arithmetic.Frozen && points.Count <= ReadingsKept ? readings.GetOrAdd(first, Read) : Read(first);
            for (var block = 0; block < patches.shape[0]; block += TileBlocks)
            {
                using var tile = NewDisposeScope();
                var added = reading.Correct(told.narrow(0, block, Math.Min(TileBlocks, patches.shape[0] - block)), network.Arithmetic);
                Add(values, points.Count, MemoryMarshal.Cast<byte, float>(added.contiguous().bytes), first, count, block * codec.BlockSnapshots - skip);
            }
        }

        if (!whole) at.Dispose();
    }

    public void Dispose() => all?.Dispose();

    PointPlaces All(PointSet points)
    {
        lock (gate) return all ??= places(points);
    }

    // Corrections of some points [blocks, points, snapshots of a block x channels] to their places in values; what lies outside was not asked for.
    void Add(Span<float> values, int points, ReadOnlySpan<float> added, int first, int count, int snapshot)
    {
        var (scales, held) = (codec.Linear.Weights.Normaliser.Scales, codec.BlockSnapshots);
        var row = points * scales.Length;
        for (var t = Math.Max(0, -snapshot); t < added.Length / (count * scales.Length) && snapshot + t < values.Length / row; t++)
        {
            var to = values.Slice((snapshot + t) * row + first * scales.Length, count * scales.Length);
            var from = (t / held * count * held + t % held) * scales.Length;
            for (var i = 0; i < to.Length; i += scales.Length, from += held * scales.Length)
            {
                for (var channel = 0; channel < scales.Length; channel++) to[i + channel] += added[from + channel] * scales[channel];
            }
        }
    }
}
