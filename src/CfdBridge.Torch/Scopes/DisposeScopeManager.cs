namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost last.</summary>
public sealed class DisposeScopeManager
{
    [ThreadStatic]
    static DisposeScopeManager? ofThisThread;

    readonly List<DisposeScope> scopes = [];

    DisposeScopeManager() { }

    internal static DisposeScope? Innermost => ofThisThread is { scopes: [.., var last] } ? last : null;

    internal static DisposeScope NewDisposeScope()
    {
        var manager = ofThisThread ??= new();
        var scope = new DisposeScope(manager, Innermost);
        manager.scopes.Add(scope);
        return scope;
    }

    // A scope closed out of order takes only itself away.
    internal void Remove(DisposeScope scope) => scopes.Remove(scope);
}
