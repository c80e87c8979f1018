namespace CfdBridge;

/// <summary>A case or file is not what its format says: exit code 4. <c>Thing</c> is the path, with the line where there is one.</summary>
public sealed class CaseFormatException(string thing, string fact, string fix, Exception? inner = null) : BridgeException(thing, fact, fix, inner);
