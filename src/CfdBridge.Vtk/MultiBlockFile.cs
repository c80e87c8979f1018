using System.Xml.Linq;

namespace CfdBridge.Vtk;

/// <summary>A <c>.vtm</c>: a tree of names over files beside it.</summary>
public static class MultiBlockFile
{
    /// <summary>What OpenFOAM calls the mesh; the other blocks are its boundary.</summary>
    const string MeshBlock = "internal";

    /// <summary>Every dataset in the file, in its order.</summary>
    /// <exception cref="CaseFormatException">The file is missing, cut short or not a multi-block file.</exception>
    public static IReadOnlyList<BlockLeaf> Leaves(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var root = XmlIndex.Load(path);
        var top = root.Element("vtkMultiBlockDataSet")
            ?? throw new CaseFormatException(path, "it holds no vtkMultiBlockDataSet", "Name a .vtm file of a mesh.");
        var leaves = new List<BlockLeaf>();
        Collect(top, [], path, leaves);
        return leaves;
    }

    /// <summary>
    /// The datasets that make up the mesh: those named <c>internal</c> (OpenFOAM), or all where none is. With a region,
    /// only those inside the block of that name.
    /// </summary>
    /// <exception cref="CaseFormatException">There is none, or no such region.</exception>
    public static IReadOnlyList<BlockLeaf> MeshLeaves(string path, string? region = null)
    {
        var leaves = Leaves(path);
        var here = region is null ? leaves : [.. leaves.Where(l => l.Blocks.Contains(region))];
        if (here.Count == 0 && region is not null && leaves.Count > 0)
            throw new CaseFormatException(path, $"there is no region \"{region}\"", NearMatch.Hint(region, leaves.SelectMany(l => l.Blocks)));
        if (here.Count == 0) throw new CaseFormatException(path, "it names no dataset", "Write the step again with its mesh.");
        var meshes = here.Where(l => l.Name == MeshBlock).ToArray();
        return meshes.Length > 0 ? meshes : here;
    }

    static void Collect(XElement element, IReadOnlyList<string> blocks, string path, List<BlockLeaf> leaves)
    {
        foreach (var child in element.Elements())
        {
            var name = (string?)child.Attribute("name") ?? "";
            // VTK names a leaf by itself, or wraps it into a block or piece of that name.
            if (child.Name.LocalName is "Block" or "Piece") Collect(child, name.Length > 0 ? [.. blocks, name] : blocks, path, leaves);
            else if (child.Name.LocalName == "DataSet" && (string?)child.Attribute("file") is { Length: > 0 } file)
                leaves.Add(new(blocks, name, XmlIndex.Beside(path, file)));
        }
    }
}
