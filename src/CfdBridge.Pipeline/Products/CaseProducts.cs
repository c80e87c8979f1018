namespace CfdBridge.Pipeline;

/// <summary>
/// The files of one case's products: names, arrays and indexes. Data files are written first, the indexes that name them
/// last, so that whoever opens an index finds everything.
/// </summary>
public sealed class CaseProducts(string directory, ISnapshotSink sink)
{
    public const string Truth = "truth";
    public const string Prediction = "prediction";
    public const string Combined = "combined";
    public const string Difference = "difference";
    public const string Interpolated = "interpolated";

    const string DataFolder = "vtu";

    /// <summary>Absolute path of the output folder.</summary>
    public string DirectoryPath { get; } = directory;

    /// <summary>Writes an observed step unless it stands there already.</summary>
    public async Task<OutputEntry> WriteObservedAsync(long step, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var entry = ObservedEntry(step, snapshot.TimeSeconds);
        await WriteAsync(entry, snapshot.Mesh, () => Companions.Observed(snapshot.Fields), predicted: false, verdict: null, cancellationToken);
        return entry;
    }

    public bool HasObserved(long step) => File.Exists(Path.Combine(DirectoryPath, ObservedEntry(step, 0).RelativePath));

    public OutputEntry ObservedEntry(long step, double timeSeconds) => new(timeSeconds, Relative($"{Truth}_{step:D6}"));

    public Task WritePredictedAsync(long continuation, ForecastStep step, Mesh mesh, LeadSpread spread, Verdict verdict, CancellationToken cancellationToken) =>
        WriteAsync(PredictedEntry(continuation, step.Lead, step.TimeSeconds), mesh, () => Companions.Predicted(step.Mean, step.Unit, spread, step.Lead), predicted: true, verdict, cancellationToken);

    public OutputEntry PredictedEntry(long continuation, int lead, double timeSeconds) => new(timeSeconds, Relative($"{Prediction}_{continuation:D4}_{lead:D5}"));

    public Task WriteDifferenceAsync(long step, Mesh mesh, double timeSeconds, FieldSet difference, Verdict verdict, CancellationToken cancellationToken) =>
        WriteAsync(DifferenceEntry(step, timeSeconds), mesh, () => difference, predicted: true, verdict, cancellationToken);

    public OutputEntry DifferenceEntry(long step, double timeSeconds) => new(timeSeconds, Relative($"{Difference}_{step:D6}"));

    /// <summary>Writes one interpolated step, or an observed one that stands among them, unless it is there already.</summary>
    /// <param name="name">Of the file, after that of the product.</param>
    /// <param name="fields">With their companions.</param>
    /// <param name="predicted">False for an observed one.</param>
    public async Task<OutputEntry> WriteInterpolatedAsync(string name, double timeSeconds, Mesh mesh, FieldSet fields, bool predicted, CancellationToken cancellationToken)
    {
        var entry = InterpolatedEntry(name, timeSeconds);
        await WriteAsync(entry, mesh, () => fields, predicted, verdict: null, cancellationToken);
        return entry;
    }

    public OutputEntry InterpolatedEntry(string name, double timeSeconds) => new(timeSeconds, Relative($"{Interpolated}_{name}"));

    public bool HasInterpolated(string name) => File.Exists(Path.Combine(DirectoryPath, InterpolatedEntry(name, 0).RelativePath));

    /// <summary>Writes the index of what is interpolated.</summary>
    public Task PublishInterpolatedAsync(IEnumerable<OutputEntry> entries, CancellationToken cancellationToken) =>
        sink.PublishAsync(new(DirectoryPath, Interpolated, [.. entries.OrderBy(entry => entry.TimeSeconds)]), cancellationToken);

    /// <summary>Writes the four indexes. <c>combined</c> is the truth, and the prediction after its last step.</summary>
    public async Task PublishAsync(IReadOnlyList<OutputEntry> truth, IReadOnlyList<OutputEntry> prediction, IReadOnlyList<OutputEntry> difference, CancellationToken cancellationToken)
    {
        var last = truth.Count > 0 ? truth[^1].TimeSeconds : double.NegativeInfinity;
        await sink.PublishAsync(new(DirectoryPath, Truth, truth), cancellationToken);
        await sink.PublishAsync(new(DirectoryPath, Prediction, prediction), cancellationToken);
        await sink.PublishAsync(new(DirectoryPath, Combined, [.. truth, .. prediction.Where(e => e.TimeSeconds > last + 1e-9 * Math.Abs(last))]), cancellationToken);
        await sink.PublishAsync(new(DirectoryPath, Difference, difference), cancellationToken);
    }

    /// <summary>Deletes the files of a continuation that no index names any more.</summary>
    public void DeletePrediction(long continuation) => DeleteAll($"{Prediction}_{continuation:D4}_*{sink.Extension}");

    /// <summary>Deletes every data file of this project, to begin anew.</summary>
    public void DeleteAllData()
    {
        foreach (var product in new[] { Truth, Prediction, Difference, Interpolated }) DeleteAll($"{product}_*{sink.Extension}");
    }

    void DeleteAll(string pattern)
    {
        var folder = Path.Combine(DirectoryPath, DataFolder);
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, pattern)) File.Delete(file);
    }

    async Task WriteAsync(OutputEntry entry, Mesh mesh, Func<FieldSet> fields, bool predicted, Verdict? verdict, CancellationToken cancellationToken)
    {
        var path = Path.Combine(DirectoryPath, entry.RelativePath);
        if (File.Exists(path)) return; // files appear whole, so what stands is whole
        await sink.WriteAsync(new(path, entry.TimeSeconds, mesh, fields(), predicted) { Verdict = verdict }, cancellationToken);
    }

    string Relative(string name) => $"{DataFolder}/{name}{sink.Extension}";
}
