namespace CfdBridge.Vtk;

/// <summary>
/// Reads VTK files of any kind into a mesh and its fields. Structured grids become explicit cells, surfaces their
/// verts, lines, polygons and strips in VTK's order; cells that a parallel writer marked as another piece's are left
/// out; arrays of text are ignored. Meshes with the same content come back as one object, as long as they follow each
/// other. A damaged file ends in an error, never in a crash: VTK reads in a process of its own. Thread-safe.
/// </summary>
public sealed class VtkReader
{
    readonly MeshPool meshes = new();

    /// <summary>
    /// Reads one file. A multi-block file gives the blocks named <c>internal</c>, or those of the highest dimension
    /// (volumes, not the walls beside them) one after the other; of the fields those that all of them have.
    /// </summary>
    /// <exception cref="CaseFormatException">The file, or one that it names, is missing, cut short or damaged.</exception>
    /// <exception cref="NativeException">The native reader cannot be started.</exception>
    public VtkContent Read(string path, CancellationToken cancellationToken) => ReadAll([path], null, cancellationToken);

    /// <summary>Reads several files as one mesh, by the rule for blocks.</summary>
    /// <param name="paths">Files of any kind.</param>
    /// <param name="region">Region to take from multi-block files, or null for all.</param>
    /// <param name="cancellationToken">Ends the native reader too.</param>
    /// <exception cref="CaseFormatException">A file is missing, cut short or damaged.</exception>
    public VtkContent ReadAll(IReadOnlyList<string> paths, string? region, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0) throw new ArgumentException("There is no file to read.", nameof(paths));
        var parts = paths.SelectMany(path => DataFiles(path, region)).Select(path => ReadOne(path, cancellationToken)).ToArray();
        var content = parts.Length == 1 ? parts[0] : MergedContent.Of(paths[0], parts);
        return new(meshes.Shared(content.Points, content.Cells), new FieldSet(content.Fields), content.TimeSeconds);
    }

    /// <summary>FieldData <c>TimeValue</c> of an XML file without reading its mesh; null where there is none.</summary>
    /// <exception cref="CaseFormatException">The file is missing, cut short or damaged.</exception>
    public static double? ReadTime(string path, CancellationToken cancellationToken)
    {
        if (!VtkFormat.IsPiece(path)) return null;
        XmlFile.ExpectClosed(path);
        return ReaderPool.Shared.Use(reader => reader.Time(path, ReadLimits.For([path]), cancellationToken));
    }

    // The files with the numbers, where the given one only names others. Structured pieces overlap and those of surfaces
    // are interleaved (all verts first), as only VTK's own parallel readers know; its reader for unstructured pieces
    // fails where a rank without cells has left out the arrays.
    static IEnumerable<string> DataFiles(string path, string? region)
    {
        if (VtkFormat.IsMultiBlock(path)) return MultiBlockFile.MeshLeaves(path, region).SelectMany(leaf => DataFiles(leaf.Path, null));
        if (Path.GetExtension(path).ToLowerInvariant() == ".pvtu") return ParallelFile.Pieces(path);
        return [path];
    }

    static RawContent ReadOne(string path, CancellationToken cancellationToken)
    {
        string[] involved = VtkFormat.IsParallel(path) ? [path, .. ParallelFile.Pieces(path)] : [path];
        foreach (var file in involved) ExpectReadable(file);
        return ReaderPool.Shared.Use(reader => reader.Read(path, ReadLimits.For(involved), cancellationToken));
    }

    static void ExpectReadable(string path)
    {
        if (VtkFormat.IsXml(path)) XmlFile.ExpectClosed(path);
        else if (!VtkFormat.IsLegacy(path))
            throw new CaseFormatException(path, "this is no kind of VTK data file", "Name a .vtu, .vtp, .vti, .vts, .vtr, a .pvt?, a .vtm or a legacy .vtk.");
        else if (!File.Exists(path))
            throw new CaseFormatException(path, "the file does not exist", "Has the solver removed it, or is the path misspelt?");
    }
}
