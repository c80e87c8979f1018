namespace CfdBridge;

/// <summary>An engine that was trained on earlier runs, and says how well its model knows this one.</summary>
public interface IAssessedEngine
{
    /// <summary>Compares a window with what the model was trained and validated on.</summary>
    /// <exception cref="EngineRefusedException">No model can serve the window; the message says why.</exception>
    Task<EngineAssessment> AssessAsync(ContinuationRequest request, CancellationToken cancellationToken);
}

/// <summary>What a trained engine knows of itself and of a run.</summary>
/// <param name="Model">The model that would serve, by its folder.</param>
/// <param name="ModelSha256">Hash of its weights, for the provenance of what it predicts.</param>
/// <param name="Observed">How near the observed window is to what the model knows.</param>
/// <param name="Residuals">Its errors on runs kept aside for validation; null where none are stored with it.</param>
public sealed record EngineAssessment(string Model, string ModelSha256, Familiarity Observed, ValidationResiduals? Residuals);

/// <summary>How near a window is to what a model was trained on.</summary>
/// <param name="LatentDistance">Rms of the latents of its last frames, each in standard deviations from the training set's mean: about 1 where the run is like those.</param>
/// <param name="Reconstruction">By field: norm of what the codec loses of the observed frames, over the rms of their fluctuation.</param>
public sealed record Familiarity(double LatentDistance, IReadOnlyDictionary<string, double> Reconstruction);
