namespace CfdBridge;

/// <summary>Writes products. Data files come first, then the index that names them; each appears whole or not at all.</summary>
public interface ISnapshotSink
{
    /// <summary>Extension of the data files it writes, with the dot, such as <c>.vtu</c>.</summary>
    string Extension { get; }

    /// <summary>Writes one step to <see cref="OutputStep.Path"/>, replacing what stands there.</summary>
    Task WriteAsync(OutputStep step, CancellationToken cancellationToken);

    /// <summary>Writes the index of a series, after all files that it names.</summary>
    Task PublishAsync(OutputSeries series, CancellationToken cancellationToken);
}
