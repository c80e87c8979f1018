namespace CfdBridge.Vtk;

/// <summary>A dataset named by a multi-block file.</summary>
/// <param name="Blocks">Names of the blocks around it, outermost first.</param>
/// <param name="Name">Its own name, such as <c>internal</c>; empty where it has none.</param>
/// <param name="Path">Absolute path of its file.</param>
public sealed record BlockLeaf(IReadOnlyList<string> Blocks, string Name, string Path);
