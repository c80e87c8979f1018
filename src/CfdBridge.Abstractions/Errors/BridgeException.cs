namespace CfdBridge;

/// <summary>An error that a user can act on: the thing, the fact, and the fix.</summary>
public abstract class BridgeException(string thing, string fact, string fix, Exception? inner = null)
    : Exception($"{thing}: {fact}. {fix}", inner)
{
    /// <summary>What it is about: a path with a line, an option, a field.</summary>
    public string Thing { get; } = thing;

    /// <summary>What is wrong with it, without a full stop.</summary>
    public string Fact { get; } = fact;

    /// <summary>What to do, as a sentence.</summary>
    public string Fix { get; } = fix;
}
