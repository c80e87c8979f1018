using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>How runs are encoded for a generator.</summary>
/// <param name="Roles">What parts of the boundary are where that is not found right.</param>
/// <param name="ContextsPerRun">Where the codec takes each run's own mean off: contexts of each run whose mean is taken.</param>
/// <param name="Frames">That follow from such a context on, at least.</param>
/// <param name="Seed">Of the contexts.</param>
/// <param name="Mirror">In which every training run is encoded once more; null for none.</param>
sealed record EncodingChoices(IReadOnlyDictionary<string, BoundaryRole> Roles, int ContextsPerRun, int Frames, int Seed, Mirror? Mirror);
