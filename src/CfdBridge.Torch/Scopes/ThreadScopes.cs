namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost last.</summary>
sealed class ThreadScopes
{
    [ThreadStatic]
    static ThreadScopes? ofThisThread;

    readonly List<DisposeScope> scopes = [];

    ThreadScopes() { }

    public static DisposeScope? Innermost => ofThisThread is { scopes: [.., var last] } ? last : null;

    public static DisposeScope NewDisposeScope()
    {
        var here = ofThisThread ??= new();
        var scope = new DisposeScope(here, Innermost);
        here.scopes.Add(scope);
        return scope;
    }

    // A scope closed out of order takes only itself away.
    public void Remove(DisposeScope scope) => scopes.Remove(scope);
}
