namespace CfdBridge.Testing;

/// <summary>Keeps what is written in memory, and leaves an empty file in its place.</summary>
public sealed class FakeSink : ISnapshotSink
{
    public Dictionary<string, OutputStep> Written { get; } = [];

    public Dictionary<string, OutputSeries> Published { get; } = [];

    public string Extension => ".fake";

    public Task WriteAsync(OutputStep step, CancellationToken cancellationToken)
    {
        AtomicFile.WriteText(step.Path, "");
        lock (Written) Written[Path.GetFileName(step.Path)] = step;
        return Task.CompletedTask;
    }

    public Task PublishAsync(OutputSeries series, CancellationToken cancellationToken)
    {
        var absent = series.Entries.FirstOrDefault(e => !File.Exists(Path.Combine(series.Directory, e.RelativePath)));
        if (absent is not null) throw new InvalidOperationException($"The index {series.Name} names {absent.RelativePath}, which is not there.");
        lock (Published) Published[series.Name] = series;
        return Task.CompletedTask;
    }
}
