namespace CfdBridge.OpenFoam;

/// <summary>Where the parts of the ranks belong in the whole: <c>cellProcAddressing</c> and its kin.</summary>
/// <param name="Place">Name of the addressing file in messages.</param>
/// <param name="Cells">For each rank, the whole's cell of each of its cells.</param>
/// <param name="CellCount">Cells of the whole.</param>
sealed record RankMap(string Place, int[][] Cells, int CellCount)
{
    /// <summary>Reads the map of the cells and checks that each cell of the whole lies in exactly one rank.</summary>
    public static RankMap Read(RankFiles files, PolyMeshFiles meshes, string folder)
    {
        var place = PlaceOf(files, folder, "cellProcAddressing");
        var cells = Labels(files, meshes, folder, "cellProcAddressing");
        var count = cells.Sum(part => (long)part.Length);
        if (count > Array.MaxLength) throw new CaseFormatException(place, $"{count} cells", "The case is too large for one process.");
        var rankOf = new int[count];
        Array.Fill(rankOf, -1);
        for (var rank = 0; rank < cells.Length; rank++)
        {
            foreach (var cell in cells[rank])
            {
                if ((uint)cell >= (uint)rankOf.Length)
                    throw new CaseFormatException(place, $"rank {rank} names cell {cell}, but the ranks have {count} cells together", "Decompose the case again.");
                if (rankOf[cell] >= 0)
                    throw new CaseFormatException(place, $"cell {cell} lies in ranks {rankOf[cell]} and {rank}", "Decompose the case again.");
                rankOf[cell] = rank;
            }
        }

        return new(place, cells, (int)count);
    }

    /// <summary>An addressing file of all ranks.</summary>
    public static int[][] Labels(RankFiles files, PolyMeshFiles meshes, string folder, string name)
    {
        if (!FoamFiles.Exists(files.First(Path.Combine(folder, name))))
        {
            throw new CaseFormatException(PlaceOf(files, folder, name), "the file does not exist, so it is not known where the ranks' cells belong",
                "Run reconstructParMesh (with -constant for a mesh that does not move): it writes the addressing.");
        }

        return meshes.Labels(Path.Combine(folder, name));
    }

    /// <summary>Puts rows of the ranks in their place in the whole.</summary>
    public T[] Gather<T>(T[][] parts, int components)
    {
        var whole = GC.AllocateUninitializedArray<T>(checked(CellCount * components));
        for (var rank = 0; rank < parts.Length; rank++)
        {
            var (part, cells) = (parts[rank], Cells[rank]);
            for (var i = 0; i < cells.Length; i++)
            {
                for (var c = 0; c < components; c++) whole[cells[i] * components + c] = part[i * components + c];
            }
        }

        return whole;
    }

    static string PlaceOf(RankFiles files, string folder, string name) => files.Folder.NameOf(files.First(Path.Combine(folder, name)));
}
