namespace CfdBridge;

/// <summary>For a plugin with nothing to set.</summary>
public sealed record NoOptions;
