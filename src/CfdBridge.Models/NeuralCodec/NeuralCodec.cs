using System.Collections.Concurrent;

namespace CfdBridge.Models;

/// <summary>
/// An irregular-point codec: a network around the linear codec, which lifts the points to its grid and brings the grid
/// back to points. What belongs to one mesh is in a <see cref="MeshCodec"/>.
/// </summary>
public sealed class NeuralCodec : IDisposable
{
    readonly CodecFrame frame;
    readonly ConcurrentDictionary<string, MeshCodec> meshes = new();

    /// <param name="linear">Keeps all coefficients of a site.</param>
    /// <param name="periodic">Axes, counted among the resolved ones, along which the domain repeats itself.</param>
    public NeuralCodec(NeuralCodecConfig config, LinearCodec linear, IReadOnlyList<int> periodic)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(periodic);
        config.Validate();
        (Config, Linear, Periodic) = (config, linear, periodic);
        frame = new(linear);
        Shape = new(linear.SiteShape, linear.SiteCoefficients, linear.Config.BlockSnapshots * linear.Channels.Count, periodic);
        Network = new(config, Shape, frame);
    }

    public NeuralCodecConfig Config { get; }

    /// <summary>The closed-form codec around the network.</summary>
    public LinearCodec Linear { get; }

    public IReadOnlyList<int> Periodic { get; }

    public CodecNetwork Network { get; }

    public int Sites => Linear.Sites;

    internal CodecShape Shape { get; }

    /// <summary>Snapshots of a block; the first block of a run holds its first snapshot alone.</summary>
    public int BlockSnapshots => Linear.Config.BlockSnapshots;

    /// <summary>Blocks that so many snapshots become.</summary>
    public int BlocksOf(int snapshots) => 1 + (snapshots - 1 + BlockSnapshots - 1) / BlockSnapshots;

    /// <summary>The codec on one mesh; its neighbours and geometry are worked out once.</summary>
    /// <param name="roles">Overrides what is found of the boundary.</param>
    /// <param name="velocity">Row-major [cells, 3]: tells walls, inlets and outlets apart on a mesh without named patches.</param>
    public MeshCodec On(Mesh mesh, BoundaryRoles? roles = null, float[]? velocity = null)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return meshes.GetOrAdd(mesh.Id, _ => new(this, mesh, roles, velocity));
    }

    /// <summary>The codec on the mesh of a run.</summary>
    /// <param name="snapshot">One of its snapshots, row-major [cells, channels]: where the mesh has no named patches, its velocity tells walls, inlets and outlets apart.</param>
    public MeshCodec On(FlowRun run, ReadOnlySpan<float> snapshot, BoundaryRoles? roles = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return On(run.Mesh, roles, run.Mesh.Patches.Count == 0 ? Linear.Channels.Velocity(run.Whole(snapshot)) : null);
    }

    public void Dispose()
    {
        foreach (var mesh in meshes.Values) mesh.Dispose();
        Network.Dispose();
        frame.Dispose();
    }
}
