using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>What is compared.</summary>
/// <param name="Folders">Neural codecs.</param>
/// <param name="Library">Captured runs.</param>
/// <param name="Shares">Of the points that are known.</param>
/// <param name="LinearLatents">Sizes of the linear codec beside those of the neural ones.</param>
/// <param name="PodModes">Modes of a global decomposition.</param>
/// <param name="Runs">Names of runs; empty for those that are kept for the test.</param>
/// <param name="Roles">What parts of the boundary are where that is not found right.</param>
/// <param name="MeanOf">First snapshots whose mean a run is centred by, where a codec centres each by its own; 0 for all.</param>
/// <param name="Threads">0 for all cores.</param>
public sealed record CodecComparisonRequest(
    IReadOnlyList<string> Folders, string Library, IReadOnlyList<double> Shares, IReadOnlyList<int> LinearLatents, IReadOnlyList<int> PodModes, IReadOnlyList<string> Runs, IReadOnlyDictionary<string, BoundaryRole> Roles, int MeanOf, int Threads);
