namespace CfdBridge.OpenFoam;

/// <summary>
/// Puts the meshes of the ranks together to the mesh that was decomposed, number for number. Addressing of faces counts
/// from 1, and is negative where the rank's face looks the other way: at the cut, the rank that has the neighbour turned it.
/// </summary>
sealed class Reassembly(PolyMesh[] parts, int[][] pointMaps, int[][] faceMaps, int[][] patchMaps, RankMap cells, string place)
{
    public static PolyMesh Read(RankFiles files, PolyMeshFiles meshes, RankMap cells, string topologyFolder, string pointsFolder)
    {
        var parts = meshes.Read(topologyFolder, pointsFolder);
        int[][] Map(string name) => RankMap.Labels(files, meshes, topologyFolder, name);
        var place = files.Folder.NameOf(files.First(topologyFolder));
        return new Reassembly(parts, Map("pointProcAddressing"), Map("faceProcAddressing"), Map("boundaryProcAddressing"), cells, place).Whole().Checked(place);
    }

    /// <summary>Puts the ranks' points in their place.</summary>
    public static double[] Points(double[][] parts, int[][] maps, string place)
    {
        var count = Size(maps, m => m, [.. parts.Select(p => p.Length / 3)], place, "pointProcAddressing");
        var whole = new double[checked(3 * count)];
        for (var rank = 0; rank < parts.Length; rank++)
        {
            for (var i = 0; i < maps[rank].Length; i++) parts[rank].AsSpan(3 * i, 3).CopyTo(whole.AsSpan(3 * maps[rank][i]));
        }

        return whole;
    }

    PolyMesh Whole()
    {
        for (var rank = 0; rank < parts.Length; rank++)
        {
            if (cells.Cells[rank].Length != parts[rank].CellCount)
                throw Damaged("cellProcAddressing", $"rank {rank} has {cells.Cells[rank].Length} entries for {parts[rank].CellCount} cells");
        }

        var points = Points([.. parts.Select(p => p.Points)], pointMaps, place);
        var faceCount = Size(faceMaps, m => Math.Abs((long)m) - 1, [.. parts.Select(p => p.Faces.Count)], place, "faceProcAddressing");
        var owner = Filled(faceCount);
        var neighbour = Filled(faceCount);
        var patchOf = Filled(faceCount);
        var offsets = new int[faceCount + 1];
        ForEachFace((part, rank, face, whole, isTurned) =>
        {
            offsets[whole + 1] = part.Faces[face].Length;
            (isTurned ? neighbour : owner)[whole] = cells.Cells[rank][part.Owner[face]];
            if (face < part.Neighbour.Length) (isTurned ? owner : neighbour)[whole] = cells.Cells[rank][part.Neighbour[face]];
        });
        for (var face = 0; face < faceCount; face++) offsets[face + 1] = checked(offsets[face] + offsets[face + 1]);
        return new(points, FacesOf(offsets), owner, InsideOf(neighbour), Patches(patchOf));
    }

    FaceList FacesOf(int[] offsets)
    {
        var points = new int[offsets[^1]];
        ForEachFace((part, rank, face, whole, isTurned) =>
        {
            var from = part.Faces[face];
            var into = points.AsSpan(offsets[whole]..offsets[whole + 1]);
            if (from.Length != into.Length) throw Damaged("faceProcAddressing", $"face {whole} has {from.Length} points in rank {rank} and {into.Length} in another");
            for (var i = 0; i < from.Length; i++) into[i] = pointMaps[rank][from[i]];
            if (isTurned) into[1..].Reverse();
        });
        return new(offsets, points);
    }

    // Faces inside the whole come first; a gap would be a face at the cut that only one rank has.
    int[] InsideOf(int[] neighbour)
    {
        var inside = Array.IndexOf(neighbour, -1);
        if (inside < 0) inside = neighbour.Length;
        var stray = neighbour.AsSpan(inside).IndexOfAnyExcept(-1);
        return stray < 0 ? neighbour[..inside] : throw Damaged("faceProcAddressing", $"face {inside} has a cell on one side only, but face {inside + stray} has two");
    }

    List<PatchEntry> Patches(int[] patchOf)
    {
        var whole = new SortedDictionary<int, PatchEntry>();
        for (var rank = 0; rank < parts.Length; rank++)
        {
            if (patchMaps[rank].Length != parts[rank].Patches.Count)
                throw Damaged("boundaryProcAddressing", $"rank {rank} has {patchMaps[rank].Length} entries for {parts[rank].Patches.Count} patches");
            for (var i = 0; i < patchMaps[rank].Length; i++)
            {
                if (patchMaps[rank][i] >= 0) whole.TryAdd(patchMaps[rank][i], parts[rank].Patches[i]);
            }
        }

        var numberOf = whole.GroupBy(p => p.Value.Name).ToDictionary(g => g.Key, g => g.First().Key);
        for (var rank = 0; rank < parts.Length; rank++)
        {
            foreach (var (patch, number) in parts[rank].Patches.Zip(patchMaps[rank]))
            {
                var target = number >= 0 ? number : patch.CutFrom is { } cut ? numberOf.GetValueOrDefault(cut, -1) : -1;
                for (var face = patch.Start; target >= 0 && face < patch.Start + patch.Size; face++) patchOf[Math.Abs(faceMaps[rank][face]) - 1] = target;
            }
        }

        var sizes = patchOf.Where(p => p >= 0).CountBy(p => p).ToDictionary();
        var next = Array.FindIndex(patchOf, p => p >= 0);
        if (next < 0) next = patchOf.Length;
        var patches = new List<PatchEntry>();
        foreach (var (number, patch) in whole)
        {
            var size = sizes.GetValueOrDefault(number);
            patches.Add(new(patch.Name, patch.Kind, next, size));
            next += size;
        }

        return patches;
    }

    void ForEachFace(Action<PolyMesh, int, int, int, bool> visit)
    {
        for (var rank = 0; rank < parts.Length; rank++)
        {
            for (var face = 0; face < faceMaps[rank].Length; face++)
            {
                var number = faceMaps[rank][face];
                visit(parts[rank], rank, face, Math.Abs(number) - 1, number < 0);
            }
        }
    }

    // The size of the whole, every place of it filled by some rank.
    static int Size(int[][] maps, Func<int, long> place, int[] sizes, string folder, string file)
    {
        var most = sizes.Sum(s => (long)s);
        var filled = new bool[Math.Min(most, Array.MaxLength)];
        var last = -1L;
        for (var rank = 0; rank < maps.Length; rank++)
        {
            if (maps[rank].Length != sizes[rank])
                throw new CaseFormatException($"{folder}/{file}", $"rank {rank} has {maps[rank].Length} entries for {sizes[rank]}", "Decompose the case again.");
            foreach (var entry in maps[rank])
            {
                var at = place(entry);
                if (at < 0 || at >= filled.Length)
                    throw new CaseFormatException($"{folder}/{file}", $"rank {rank} names number {entry}, but the ranks have {most} together", "Decompose the case again.");
                filled[at] = true;
                last = Math.Max(last, at);
            }
        }

        var gap = filled.AsSpan(0, (int)last + 1).IndexOf(false);
        return gap < 0
            ? (int)last + 1
            : throw new CaseFormatException($"{folder}/{file}", $"no rank has number {gap}", "Is a processor directory missing? Otherwise decompose the case again.");
    }

    CaseFormatException Damaged(string file, string fact) => new($"{place}/{file}", fact, "Decompose the case again.");

    static int[] Filled(int count)
    {
        var values = new int[count];
        Array.Fill(values, -1);
        return values;
    }
}
