namespace TorchSharp;

public static partial class torch
{
    /// <summary>From now on, tensors made on this thread are disposed with the scope, unless they are moved out of it.</summary>
    public static DisposeScope NewDisposeScope() => ThreadScopes.NewDisposeScope();
}

/// <summary>Owns the tensors made on its thread while it was the innermost scope, and disposes them at its end.</summary>
public sealed class DisposeScope : IDisposable
{
    readonly ThreadScopes thread;
    HashSet<IDisposable> held = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(ThreadScopes thread, DisposeScope? outer) => (this.thread, OuterScope) = (thread, outer);

    internal DisposeScope? OuterScope { get; }

    public int DisposablesCount => held.Count;

    public IReadOnlyList<IDisposable> DisposablesView => [.. held];

    public bool Contains(IDisposable disposable) => held.Contains(disposable);

    /// <summary>Takes what another scope, or none, holds.</summary>
    public void Attach(IDisposable disposable) => Give(this, disposable);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IReadOnlyList<IDisposable> taken = [.. disposables];
        foreach (var disposable in taken) Give(this, disposable);
        return taken;
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1, T2) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1, T2, T3) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Moves what this scope holds; what it does not hold stays where it is. No scope stands for none.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (held.Contains(disposable)) Give(scope, disposable);
        return disposable;
    }

    public (T1, T2) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1, T2, T3) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveToOther<IDisposable>(scope, disposable);
    }

    /// <summary>Lets go: nobody will dispose it but its owner.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public (T1, T2) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => MoveToOther(null, first, second);

    public (T1, T2, T3) Detach<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        MoveToOther(null, first, second, third);

    public void Detach(params IDisposable[] disposables) => MoveToOther(null, disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Makes room before the scope ends; what is kept stays in the scope.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var before = held;
        held = new(inKeep.Where(before.Contains), ReferenceEqualityComparer.Instance);
        foreach (var disposable in before)
        {
            if (held.Contains(disposable)) continue;
            if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
            disposable.Dispose();
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1, T2) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1, T2, T3) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    /// <summary>To be told of what was disposed by hand; tensors tell by themselves.</summary>
    public void MarkAsDisposed(IDisposable disposable) => Give(null, disposable);

    public void Dispose()
    {
        DisposeEverything();
        thread.Remove(this);
    }

    internal void Hold(IDisposable disposable) => held.Add(disposable);

    void Give(DisposeScope? scope, IDisposable disposable)
    {
        held.Remove(disposable);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope?.held.Remove(tensor);
            tensor.OwningDisposeScope = scope;
        }

        scope?.held.Add(disposable);
    }
}
