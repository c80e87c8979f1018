using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>Writes steps as <c>.vtu</c>, and for each product a <c>.pvd</c> with its <c>.vtu.series</c> twin.</summary>
sealed class VtkSeriesSink(VtkSeriesOptions options) : ISnapshotSink
{
    public string Extension => ".vtu";

    public Task WriteAsync(OutputStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Task.Run(() => AtomicFile.Replace(step.Path, path => VtuFile.Write(step with { Path = path }, options.CompressionLevel)), cancellationToken);
    }

    public Task PublishAsync(OutputSeries series, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Task.Run(() => Publish(series), cancellationToken);
    }

    static void Publish(OutputSeries series)
    {
        AtomicFile.WriteText(Path.Combine(series.Directory, $"{series.Name}.pvd"), SeriesIndex.Collection(series));
        AtomicFile.WriteText(Path.Combine(series.Directory, $"{series.Name}.vtu.series"), SeriesIndex.FileSeries(series));
        ParaViewScript.WriteOnce(series.Directory);
    }
}
