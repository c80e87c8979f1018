using CfdBridge.Data;

namespace CfdBridge.Training;

/// <summary>Codecs held against each other on the same runs of a library.</summary>
public sealed record CodecEvaluation(string Library, IReadOnlyList<CodecScore> Scores)
{
    public const string FileName = "evaluation.json";

    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static CodecEvaluation Load(string path) => DescriptionFile.Load<CodecEvaluation>(path, "Evaluate the codecs again.");

    public void Save(string path) => AtomicFile.WriteText(path, DescriptionFile.ToJson(this));

    /// <summary>Scores of one codec, size and share of points over all runs, codecs in the order given and large codes first.</summary>
    internal IReadOnlyList<CodecMean> Means() =>
    [
        .. Scores.GroupBy(score => (score.Codec, score.Latent, score.Share))
            .Select(group => new CodecMean(group.Key.Codec, group.Key.Latent, group.Average(score => score.Compression), group.Key.Share, [.. group]))
            .OrderBy(mean => Scores.Select(score => score.Codec).Distinct().ToList().IndexOf(mean.Codec)).ThenBy(mean => mean.Compression).ThenByDescending(mean => mean.Share),
    ];

    internal IReadOnlyList<string> FieldNames() => [.. Scores.SelectMany(score => score.Fields.Keys).Distinct()];

    internal IReadOnlyList<string> Runs() => [.. Scores.Select(score => score.Run).Distinct()];
}
