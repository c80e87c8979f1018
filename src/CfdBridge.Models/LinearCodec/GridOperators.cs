using System.Collections.Concurrent;

namespace CfdBridge.Models;

/// <summary>What moves values between point sets and a grid; made once for each whole mesh, for a selection each time.</summary>
sealed class GridOperators(GradedGrid grid, ActiveAxes axes)
{
    readonly ConcurrentDictionary<string, Lazy<PointLift>> lifts = new();
    readonly ConcurrentDictionary<string, Lazy<SparseMatrix>> samples = new();

    public double[] Resolved(PointSet points) => axes.Of(points.Coordinates);

    public PointLift Lift(PointSet points)
    {
        PointLift Make() => new(grid, Resolved(points));
        return WholeMesh(points) is { } id ? lifts.GetOrAdd(id, _ => new(Make)).Value : Make();
    }

    public SparseMatrix Sample(PointSet points)
    {
        SparseMatrix Make() => LagrangeSample.Of(grid, Resolved(points));
        if (WholeMesh(points) is { } lifted && lifts.TryGetValue(lifted, out var lift)) return lift.Value.Sample;
        return WholeMesh(points) is { } id ? samples.GetOrAdd(id, _ => new(Make)).Value : Make();
    }

    static string? WholeMesh(PointSet points) => points.Cells is null ? points.MeshId : null;
}
