namespace CfdBridge;

/// <summary>An engine cannot serve a window. The message is one sentence for the user; the next engine may still serve.</summary>
public sealed class EngineRefusedException(string reason) : Exception(reason);
