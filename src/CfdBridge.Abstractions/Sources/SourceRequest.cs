namespace CfdBridge;

/// <summary>What to read.</summary>
/// <param name="Path">Absolute path of the case, series or folder.</param>
/// <param name="Region">Region of a multi-region case, or null for the only or default one.</param>
/// <param name="Fields">Names of the fields to read; empty for all.</param>
public sealed record SourceRequest(string Path, string? Region, IReadOnlyList<string> Fields);
