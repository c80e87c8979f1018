namespace CfdBridge;

/// <summary>The command line or the configuration is wrong: exit code 2.</summary>
public sealed class UsageException(string thing, string fact, string fix, Exception? inner = null) : BridgeException(thing, fact, fix, inner);
