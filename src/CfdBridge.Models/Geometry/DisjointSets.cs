namespace CfdBridge.Models;

/// <summary>Numbers in sets that can be joined (union and find with path halving).</summary>
sealed class DisjointSets(int count)
{
    readonly int[] parents = [.. Enumerable.Range(0, count)];

    public void Join(ReadOnlySpan<int> members)
    {
        for (var i = 1; i < members.Length; i++) parents[RootOf(members[i])] = RootOf(members[0]);
    }

    public int RootOf(int member)
    {
        while (parents[member] != member) member = parents[member] = parents[parents[member]];
        return member;
    }
}
