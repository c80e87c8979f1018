namespace CfdBridge.Training;

/// <summary>How well one codec gave back one run.</summary>
/// <param name="Codec">Its name, such as <c>linear</c>.</param>
/// <param name="Latent">Size of its code, as the codec counts it; 0 for what has no code and only bounds the others.</param>
/// <param name="Compression">Solved numbers over latent numbers; 1 for what has no code.</param>
/// <param name="Run">A run that no codec was fitted to.</param>
/// <param name="Share">Of the points known to the encoder, 0 to 1; the error is always over all points.</param>
/// <param name="Fields">By field.</param>
public sealed record CodecScore(string Codec, int Latent, double Compression, string Run, double Share, IReadOnlyDictionary<string, FieldError> Fields);
