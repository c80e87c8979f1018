namespace CfdBridge.Models;

/// <summary>
/// What moves values between point sets and a grid; made once for each whole mesh while there is room for it, for a
/// selection each time.
/// </summary>
sealed class GridOperators(GradedGrid grid, ActiveAxes axes, Normaliser? normaliser = null)
{
    const long LiftBytes = 256L << 20; // some hundred meshes of ten thousand cells; one of a million cells takes 50 to 100 MiB
    const long SampleBytes = 128L << 20;
    const long MeanBytes = 64L << 20;
    const long UsedBytes = 16L << 20;

    readonly RecentlyUsed<PointLift> lifts = new(LiftBytes, lift => lift.Bytes);
    readonly RecentlyUsed<LagrangeSample> samples = new(SampleBytes, sample => sample.Bytes);
    readonly RecentlyUsed<bool[]> used = new(UsedBytes, nodes => nodes.Length);
    readonly RecentlyUsed<float[]> means = new(MeanBytes, values => sizeof(float) * (long)values.Length);

    public PointLift Lift(PointSet points) => lifts.Get(WholeMesh(points), () => new(grid, axes.Of(points.Coordinates), points.Mesh is { } mesh ? NodesUsed(mesh) : null));

    public LagrangeSample Sample(PointSet points) => samples.Get(WholeMesh(points), () => LagrangeSample.Of(grid, axes.Of(points.Coordinates)));

    /// <summary>The normaliser's means [points, channels].</summary>
    public float[] Means(PointSet points) => normaliser is null
        ? throw new InvalidOperationException("These operators were made without a normaliser.")
        : means.Get(WholeMesh(points), () => normaliser.MeansAt(points, axes.Of(points.Coordinates), grid));

    // Those from which some cell of the mesh takes its value; the others lie inside bodies, or beyond the domain.
    bool[] NodesUsed(Mesh mesh) => used.Get(mesh.Id, () => LagrangeSample.Of(grid, axes.Of(mesh.CellCentres)).ApplyTransposed(new double[mesh.CellCount]).Used);

    static string? WholeMesh(PointSet points) => points.Cells is null ? points.MeshId : null;
}
