namespace CfdBridge.Models;

/// <summary>The mean of a run's snapshots at the points where it is known.</summary>
/// <param name="Points">Where it is known.</param>
/// <param name="Values">Row-major [points, channels], in the solver's units.</param>
public sealed record RunMean(PointSet Points, float[] Values)
{
    /// <param name="points">Where the values are known.</param>
    /// <param name="values">Row-major [snapshots, points, channels].</param>
    public static RunMean Of(PointSet points, ReadOnlySpan<float> values, int snapshots)
    {
        ArgumentNullException.ThrowIfNull(points);
        var sums = new double[values.Length / snapshots];
        for (var i = 0; i < values.Length; i++) sums[i % sums.Length] += values[i];
        return new(points, Array.ConvertAll(sums, sum => (float)(sum / snapshots)));
    }

    /// <summary>What values at the same points depart from it, row-major [snapshots, points, channels].</summary>
    public float[] Off(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var departures = new float[values.Length];
        for (var i = 0; i < values.Length; i++) departures[i] = values[i] - Values[i % Values.Length];
        return departures;
    }

    /// <summary>The same mean at any points, between its own by moving least squares.</summary>
    public RunMean At(PointSet points, GradedGrid grid, ActiveAxes axes)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(axes);
        if (points.MeshId is not null && points.MeshId == Points.MeshId && points.Cells == Points.Cells) return this;
        return new(points, MovingLeastSquaresLift.Between(grid, axes.Of(Points.Coordinates), axes.Of(points.Coordinates), Values, Values.Length / Points.Count));
    }

    /// <summary>Departures at the same points become values, in place.</summary>
    /// <param name="departures">Row-major [snapshots, points, channels].</param>
    public float[] On(float[] departures)
    {
        ArgumentNullException.ThrowIfNull(departures);
        for (var start = 0; start < departures.Length; start += Values.Length) SparseMatrix.AddScaled(departures.AsSpan(start, Values.Length), Values, 1);
        return departures;
    }
}
