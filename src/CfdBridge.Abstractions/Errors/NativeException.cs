namespace CfdBridge;

/// <summary>A native library or an external program failed or is missing: exit code 5.</summary>
public sealed class NativeException(string thing, string fact, string fix, Exception? inner = null) : BridgeException(thing, fact, fix, inner);
