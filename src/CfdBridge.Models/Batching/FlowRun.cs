using CfdBridge.Data;

namespace CfdBridge.Models;

/// <summary>A run as channels, read by stretches so that a library of runs need not fit into memory.</summary>
/// <param name="Name">Name of the run, for the provenance.</param>
/// <param name="Mesh">Its mesh.</param>
/// <param name="Snapshots">Their number.</param>
/// <param name="Read">Values from a first snapshot on, so many of them: row-major [count, cells, channels].</param>
public sealed record FlowRun(string Name, Mesh Mesh, int Snapshots, Func<int, int, float[]> Read)
{
    /// <summary>What was taken off the values; null where they are whole.</summary>
    public RunMean? Mean { get; init; }

    /// <summary>The same run about its mean over some of its snapshots.</summary>
    public FlowRun About(int first, int count)
    {
        var mean = RunMean.Of(PointSet.CellsOf(Mesh), Read(first, count), count);
        return this with { Mean = mean, Read = (start, number) => mean.Off(Read(start, number)) };
    }

    /// <summary>Values with what was taken off them, row-major [snapshots, cells, channels].</summary>
    public float[] Whole(ReadOnlySpan<float> values) => Mean?.On(values.ToArray()) ?? values.ToArray();

    /// <summary>A captured run, from one of its snapshots on.</summary>
    public static FlowRun Of(ShardReader shard, FlowChannels channels, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(channels);
        return new(shard.Description.Name, shard.Mesh, shard.Count - first, (start, count) =>
        {
            var row = shard.Mesh.CellCount;
            var values = new float[count * row * channels.Count];
            foreach (var name in channels.List.Select(channel => channel.Field).Distinct())
            {
                var stored = shard.Read(name, first + start, count);
                var components = stored.Length / (count * row);
                for (var channel = 0; channel < channels.Count; channel++)
                {
                    if (channels.List[channel].Field == name) channels.Spread(stored, components, channels.List[channel].Component, values, channel);
                }
            }

            return values;
        });
    }

    /// <summary>A run in memory.</summary>
    public static FlowRun Of(string name, Trajectory run, FlowChannels channels)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(name, run.Mesh, run.Count, (start, count) => [.. run.Snapshots.Skip(start).Take(count).SelectMany(channels.Gather)]);
    }
}
