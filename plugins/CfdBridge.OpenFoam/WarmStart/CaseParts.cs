namespace CfdBridge.OpenFoam;

/// <summary>What one process of a case reads: all of it, or a rank's part.</summary>
/// <param name="Source">Absolute path of the folder that holds its time directories.</param>
/// <param name="Folder">The same below the written case: empty, or <c>processor0</c>.</param>
/// <param name="Cells">The whole's cell of each of its cells; null for the whole.</param>
/// <param name="Faces">The whole's face of each of its faces, counted from 1, negative where it looks the other way; null for the whole.</param>
sealed record CasePart(string Source, string Folder, PolyMesh Mesh, int[]? Cells, int[]? Faces)
{
    /// <summary>Rows of this part [cells, components].</summary>
    public double[] CellsOf(double[] whole, int components)
    {
        if (Cells is null) return whole;
        var part = new double[Cells.Length * components];
        for (var i = 0; i < Cells.Length; i++) whole.AsSpan(Cells[i] * components, components).CopyTo(part.AsSpan(i * components));
        return part;
    }

    /// <summary>Flux of this part [faces].</summary>
    public double[] FluxOf(double[] whole) =>
        Faces is null ? whole : Array.ConvertAll(Faces, face => Math.Sign(face) * whole[Math.Abs(face) - 1]);

    /// <summary>Puts the flux of this part in its place in the whole's [faces].</summary>
    public void PutFlux(double[] own, double[] whole)
    {
        for (var face = 0; face < own.Length; face++) whole[Faces is null ? face : Math.Abs(Faces[face]) - 1] = Faces is null ? own[face] : Math.Sign(Faces[face]) * own[face];
    }

    /// <summary>Values of the cells behind the cuts between ranks, by patch.</summary>
    public IReadOnlyDictionary<string, double[]> Beyond(PolyMesh wholeMesh, double[] whole, int components)
    {
        var values = new Dictionary<string, double[]>();
        if (Faces is null || Cells is null) return values;
        foreach (var patch in Mesh.Patches.Where(patch => patch.IsCut))
        {
            var rows = new double[patch.Size * components];
            for (var i = 0; i < patch.Size; i++)
            {
                var (face, own) = (Math.Abs(Faces[patch.Start + i]) - 1, Cells[Mesh.Owner[patch.Start + i]]);
                var other = wholeMesh.Owner[face] == own && face < wholeMesh.Neighbour.Length ? wholeMesh.Neighbour[face] : wholeMesh.Owner[face];
                whole.AsSpan(other * components, components).CopyTo(rows.AsSpan(i * components));
            }

            values[patch.Name] = rows;
        }

        return values;
    }
}

/// <summary>The mesh of a case as OpenFOAM has it, and its parts.</summary>
sealed record CaseParts(PolyMesh Whole, IReadOnlyList<CasePart> Parts)
{
    /// <exception cref="CaseFormatException">The case lies in a form that no warm start is written in.</exception>
    public static CaseParts Read(CaseFolder folder, Layout layout, MeshPlaces places, CancellationToken cancellationToken)
    {
        if (places.Points != places.Topology)
            throw new CaseFormatException(folder.NameOf(folder.Root), "its mesh moves", "Warm starts are written for meshes that stand still.");
        if (layout.IsCollated)
            throw new CaseFormatException(folder.NameOf(folder.Root), "it lies in collated files, in which no warm start is written", "Reconstruct the step (reconstructPar), and cut the warm start again with decomposePar.");
        var files = new RankFiles(folder, layout, cancellationToken);
        var meshes = new PolyMeshFiles(files);
        var parts = meshes.Read(places.Topology, places.Topology);
        if (!layout.IsDecomposed) return new(parts[0], [new(folder.Root, "", parts[0], null, null)]);
        var map = RankMap.Read(files, meshes, places.Topology);
        var faces = RankMap.Labels(files, meshes, places.Topology, "faceProcAddressing");
        var whole = Reassembly.Read(files, meshes, map, places.Topology, places.Topology);
        return new(whole, [.. parts.Select((part, rank) => new CasePart(layout.Folders[rank].Path, Path.GetFileName(layout.Folders[rank].Path), part, map.Cells[rank], faces[rank]))]);
    }
}
