namespace CfdBridge.Models;

/// <summary>Cuts a run into stretches that fit into memory.</summary>
static class Stretches
{
    const int Values = 1 << 24; // 64 MiB of single precision
    const int Most = 64;        // a shard's file

    /// <summary>First snapshot and number of each stretch.</summary>
    /// <param name="row">Values of one snapshot.</param>
    /// <param name="multiple">Every stretch but the last has a multiple of this many.</param>
    public static IEnumerable<(int Start, int Count)> Of(int snapshots, int row, int multiple = 1)
    {
        var length = Math.Clamp(Values / Math.Max(row, 1), 1, Most);
        length = Math.Max(multiple, length / multiple * multiple);
        for (var start = 0; start < snapshots; start += length) yield return (start, Math.Min(length, snapshots - start));
    }
}
