namespace CfdBridge.Pipeline;

/// <summary>Whether a state stands on the mesh of the case, by the hash of its content.</summary>
static class MeshGate
{
    const string Name = "mesh";

    public static WarmStartGate Of(Mesh state, Mesh target, string what) => state.Id == target.Id
        ? WarmStartGate.Passed(Name, $"{what} on the mesh of the case ({Short(target)}).")
        : WarmStartGate.Refused(Name, $"{what} on mesh {Short(state)}, the case on {Short(target)}. Transfer it: --coarse CASE.", "");

    /// <summary>Of a library, of which only the runs on this mesh are used.</summary>
    public static WarmStartGate Of(RunLibrary library, Mesh target) => WarmStartGate.Passed(
        Name, $"{library.Runs.Count} of {library.Runs.Count + library.OnOtherMeshes} runs of the library stand on the mesh of the case ({Short(target)}); only they are used.");

    /// <summary>Of a state that was transferred on purpose.</summary>
    public static WarmStartGate OfTransfer(Mesh source, Mesh target) =>
        WarmStartGate.Passed(Name, $"Transferred from {source.CellCount} cells ({Short(source)}) to the {target.CellCount} of the case ({Short(target)}), as asked.");

    static string Short(Mesh mesh) => mesh.Id[..Math.Min(8, mesh.Id.Length)];
}
