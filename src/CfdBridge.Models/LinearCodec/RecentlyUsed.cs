namespace CfdBridge.Models;

/// <summary>Things made for meshes, kept until there are too many bytes of them; those not asked for the longest go first.</summary>
sealed class RecentlyUsed<T>(long mostBytes, Func<T, long> bytesOf)
{
    readonly LinkedList<(string Key, T Value, long Bytes)> entries = new(); // the most recently used first
    readonly Lock gate = new();
    long held;

    /// <summary>What was made for a key, or makes it; without a key it is made and not kept. Two callers do not make the same twice.</summary>
    public T Get(string? key, Func<T> make)
    {
        if (key is null) return make();
        lock (gate)
        {
            for (var node = entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key) continue;
                entries.Remove(node);
                entries.AddFirst(node);
                return node.Value.Value;
            }

            var made = make();
            entries.AddFirst((key, made, bytesOf(made)));
            held += entries.First!.Value.Bytes; // it was just added
            while (held > mostBytes)
            {
                held -= entries.Last!.Value.Bytes; // something is held, so there is a last one
                entries.RemoveLast();
            }

            return made;
        }
    }
}
