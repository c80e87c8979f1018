namespace CfdBridge.OpenFoam;

/// <summary>A directory that holds the time directories of some ranks.</summary>
/// <param name="Path">The case itself, <c>processorN</c>, <c>processorsN</c> or <c>processorsN_a-b</c>.</param>
/// <param name="FirstRank">The first rank in it.</param>
/// <param name="RankCount">Ranks in it: one, unless the files are collated.</param>
sealed record RankFolder(string Path, int FirstRank, int RankCount)
{
    public string At(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
