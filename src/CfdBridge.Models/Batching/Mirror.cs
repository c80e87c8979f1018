namespace CfdBridge.Models;

/// <summary>
/// A flow as a mirror shows it, across the middle of its domain: the same equations make it of the mirrored body, where
/// the other boundary values are symmetric. A training learns of it as of another run, for which nobody had to solve.
/// </summary>
/// <param name="Axis">Along which everything is turned round: 0, 1 or 2.</param>
/// <param name="Odd">Parameters of a run that change their sign, such as an angle.</param>
public sealed record Mirror(int Axis, IReadOnlyList<string> Odd)
{
    /// <summary>What to call a run in the mirror.</summary>
    public string NameOf(string run) => $"{run} mirrored in {"xyz"[Axis]}";

    /// <summary>Parameters of a run in the mirror.</summary>
    public IReadOnlyDictionary<string, double> Of(IReadOnlyDictionary<string, double> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.ToDictionary(one => one.Key, one => Odd.Contains(one.Key) ? -one.Value : one.Value);
    }

    /// <summary>A run in the mirror, its cells in the same order.</summary>
    /// <param name="channels">Of its values: components of vectors along the axis change their sign.</param>
    public FlowRun Of(FlowRun run, FlowChannels channels)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(channels);
        bool[] turned = [.. channels.List.Select(channel => channel.Component == Axis && channels.List.Count(other => other.Field == channel.Field) > 1)];
        return new(NameOf(run.Name), Of(run.Mesh), run.Snapshots, (first, count) =>
        {
            var values = run.Read(first, count);
            for (var i = 0; i < values.Length; i++)
            {
                if (turned[i % turned.Length]) values[i] = -values[i];
            }

            return values;
        });
    }

    /// <summary>A mesh in the mirror, its points, cells and faces in the same order; faces turn, so that their normals still leave the domain.</summary>
    public Mesh Of(Mesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var points = (double[])mesh.Points.Clone();
        var along = Enumerable.Range(0, mesh.PointCount).Select(point => points[3 * point + Axis]).ToArray();
        var ends = along.Min() + along.Max();
        for (var point = 0; point < along.Length; point++) points[3 * point + Axis] = ends - along[point];
        return new(points, mesh.Cells, [.. mesh.Patches.Select(Turned)]);
    }

    static Patch Turned(Patch patch)
    {
        var points = (int[])patch.FacePoints.Clone();
        for (var face = 0; face < patch.FaceCount; face++) points.AsSpan(patch.FaceOffsets[face]..patch.FaceOffsets[face + 1]).Reverse();
        return patch with { FacePoints = points };
    }
}
