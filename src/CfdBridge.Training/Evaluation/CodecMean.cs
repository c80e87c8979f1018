namespace CfdBridge.Training;

/// <summary>One codec at one size and share of points, over the runs.</summary>
sealed record CodecMean(string Codec, int Latent, double Compression, double Share, IReadOnlyList<CodecScore> Scores)
{
    /// <summary>Mean over the runs that have the field.</summary>
    public bool TryMean(string field, out FieldError mean)
    {
        FieldError[] errors = [.. Scores.Where(score => score.Fields.ContainsKey(field)).Select(score => score.Fields[field])];
        mean = errors.Length == 0 ? new(double.NaN, double.NaN) : new(errors.Average(error => error.Relative), errors.Average(error => error.Fluctuation));
        return errors.Length > 0;
    }
}
