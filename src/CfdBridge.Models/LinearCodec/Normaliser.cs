namespace CfdBridge.Models;

/// <summary>
/// Centres by a mean flow and divides by one scale for each field. Where all training runs share one mesh the mean is
/// their mean field, known at every cell, so that steep mean layers never pass through the grid; otherwise it is one
/// number for each channel.
/// </summary>
/// <param name="Scales">One for each channel, equal within a field.</param>
/// <param name="Means">Row-major [reference points, channels]; one row where there are no reference points.</param>
/// <param name="Reference">Where the means are known, in resolved coordinates [reference points, dimensions]; empty for one mean everywhere.</param>
/// <param name="MeshId">The mesh whose cells the reference points are; empty where there are none.</param>
public sealed record Normaliser(float[] Scales, float[] Means, double[] Reference, string MeshId)
{
    const float Steady = 1e-6f; // of the largest scale: a field that does not vary is not blown up

    public int Channels => Scales.Length;

    /// <summary>Fits mean and scales to runs, each run counting the same.</summary>
    public static Normaliser Fit(IReadOnlyList<FlowRun> runs, FlowChannels channels, ActiveAxes axes, CancellationToken cancellationToken)
    {
        var oneMesh = runs.All(run => run.Mesh.Id == runs[0].Mesh.Id);
        var moments = runs.Select(run => Moments(run, channels.Count, cancellationToken)).ToArray();
        var means = oneMesh ? Average(moments) : Constant(runs, moments, channels.Count);
        var scales = Spread(runs, moments, means, channels);
        return oneMesh ? new(scales, means, axes.Of(runs[0].Mesh.CellCentres), runs[0].Mesh.Id) : new(scales, means, [], "");
    }

    /// <summary>The mean at points, row-major [points, channels].</summary>
    /// <param name="points">The points.</param>
    /// <param name="coordinates">Their resolved coordinates [points, dimensions].</param>
    public float[] MeansAt(PointSet points, double[] coordinates, GradedGrid grid)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (Reference.Length > 0 && points.MeshId != MeshId)
            return MovingLeastSquaresLift.Between(grid, Reference, coordinates, Means, Channels);
        if (Reference.Length > 0 && points.Cells is null) return Means;
        var means = new float[points.Count * Channels];
        for (var i = 0; i < points.Count; i++)
            Means.AsSpan(Reference.Length == 0 ? 0 : points.Cells![i] * Channels, Channels).CopyTo(means.AsSpan(i * Channels)); // all cells were returned above
        return means;
    }

    /// <summary>Some snapshots at some points, centred, scaled and turned from [snapshots, points, channels] to [points, snapshots, channels] for the lift.</summary>
    /// <param name="means">Row-major [points, channels].</param>
    internal float[] Columns(float[] values, float[] means, int[] snapshots, int[] points)
    {
        var (columns, row, width) = (new float[(long)points.Length * snapshots.Length * Channels], means.Length, snapshots.Length * Channels);
        Parallel.For(0, snapshots.Length, t =>
        {
            var from = values.AsSpan(snapshots[t] * row, row);
            for (var i = 0; i < points.Length; i++)
            {
                for (var channel = 0; channel < Channels; channel++)
                {
                    var at = points[i] * Channels + channel;
                    columns[i * width + t * Channels + channel] = (from[at] - means[at]) / Scales[channel];
                }
            }
        });
        return columns;
    }

    /// <summary>The way back for a tile of points, into their places in [snapshots, all points, channels]; more snapshots may be held than are wanted.</summary>
    /// <param name="columns">Row-major [points of the tile, snapshots held, channels].</param>
    /// <param name="skip">Of the snapshots held, those before the first that is wanted.</param>
    internal void Rows(float[] columns, float[] means, int firstPoint, int held, int skip, Span<float> values)
    {
        const int Together = 32; // points: what is held of them stays in the nearest cache
        var (scales, count, stride) = (Scales, columns.Length / (held * Channels), held * Channels);
        for (var first = 0; first < count; first += Together)
        {
            var mean = means.AsSpan((firstPoint + first) * scales.Length, Math.Min(Together, count - first) * scales.Length);
            for (var t = 0; t < values.Length / means.Length; t++)
            {
                var to = values.Slice(t * means.Length + (firstPoint + first) * scales.Length, mean.Length);
                var from = first * stride + (skip + t) * scales.Length;
                for (var i = 0; i < to.Length; i += scales.Length, from += stride)
                {
                    for (var channel = 0; channel < scales.Length; channel++) to[i + channel] = columns[from + channel] * scales[channel] + mean[i + channel];
                }
            }
        }
    }

    static (double[] Sum, double[] Squares) Moments(FlowRun run, int channels, CancellationToken cancellationToken)
    {
        var row = run.Mesh.CellCount * channels;
        var (sum, squares) = (new double[row], new double[row]);
        foreach (var (start, count) in Stretches.Of(run.Snapshots, row))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = run.Read(start, count);
            for (var i = 0; i < values.Length; i++)
            {
                sum[i % row] += (double)values[i] / run.Snapshots;
                squares[i % row] += (double)values[i] * values[i] / run.Snapshots;
            }
        }

        return (sum, squares);
    }

    static float[] Average((double[] Sum, double[] Squares)[] moments) =>
        [.. Enumerable.Range(0, moments[0].Sum.Length).Select(i => (float)moments.Average(run => run.Sum[i]))];

    static float[] Constant(IReadOnlyList<FlowRun> runs, (double[] Sum, double[] Squares)[] moments, int channels)
    {
        var means = new float[channels];
        for (var channel = 0; channel < channels; channel++)
        {
            var c = channel;
            means[channel] = (float)runs.Zip(moments).Average(run => Weighted(run.First.Mesh, cell => run.Second.Sum[cell * channels + c]));
        }

        return means;
    }

    // Mean over runs, cells (by volume) and the field's components of (x - mean)^2 = x^2 - 2 x mean + mean^2.
    static float[] Spread(IReadOnlyList<FlowRun> runs, (double[] Sum, double[] Squares)[] moments, float[] means, FlowChannels channels)
    {
        var variances = new double[channels.Count];
        for (var channel = 0; channel < channels.Count; channel++)
        {
            var c = channel;
            variances[channel] = runs.Zip(moments).Average(run => Weighted(run.First.Mesh, cell =>
            {
                var (i, mean) = (cell * channels.Count + c, (double)means[means.Length == channels.Count ? c : cell * channels.Count + c]);
                return run.Second.Squares[i] - 2 * run.Second.Sum[i] * mean + mean * mean;
            }));
        }

        float[] scales = [.. channels.List.Select(channel => (float)Math.Sqrt(Math.Max(0,
            Enumerable.Range(0, channels.Count).Where(other => channels.List[other].Field == channel.Field).Average(other => variances[other]))))];
        var least = Math.Max(scales.Max() * Steady, float.Epsilon / Steady);
        return [.. scales.Select(scale => Math.Max(scale, least))];
    }

    static double Weighted(Mesh mesh, Func<int, double> value)
    {
        var (sum, total) = (0.0, 0.0);
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            sum += mesh.CellVolumes[cell] * value(cell);
            total += mesh.CellVolumes[cell];
        }

        return total > 0 ? sum / total : 0;
    }
}
