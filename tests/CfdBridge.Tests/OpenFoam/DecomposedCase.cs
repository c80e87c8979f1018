namespace CfdBridge.Tests.OpenFoam;

/// <summary>A row of cubes cut between ranks the way decomposePar does it, with all addressing.</summary>
public sealed class DecomposedCase : IDisposable
{
    readonly SmallMesh whole;
    readonly int[] rankOf;
    readonly int rankCount;
    readonly bool isCollated;

    public DecomposedCase(int[] rankOf, int rankCount, bool isCollated, FoamFormat? format = null, bool keepsWhole = false)
    {
        whole = SmallMesh.Row(rankOf.Length);
        this.rankOf = rankOf;
        this.rankCount = rankCount;
        this.isCollated = isCollated;
        Case = new(whole, format);
        foreach (var file in new[] { "points", "faces", "owner", "neighbour", "boundary" }) SaveAll($"constant/polyMesh/{file}", rank => MeshFile(rank, file));
        SaveAll("constant/polyMesh/cellProcAddressing", rank => Labels("cellProcAddressing", CellsOf(rank)));
        SaveAll("constant/polyMesh/pointProcAddressing", rank => Labels("pointProcAddressing", PointsOf(rank)));
        SaveAll("constant/polyMesh/faceProcAddressing", rank => Labels("faceProcAddressing", [.. FacesOf(rank).Select(f => f.IsTurned ? -f.Whole - 1 : f.Whole + 1)]));
        SaveAll("constant/polyMesh/boundaryProcAddressing", rank => Labels("boundaryProcAddressing", [0, 1, 2, .. Neighbours(rank).Select(_ => -1)]));
        if (!keepsWhole) Directory.Delete(Case.At("constant", "polyMesh"), recursive: true);
    }

    public SmallCase Case { get; }

    public string FolderOf(int rank) => isCollated ? $"processors{rankCount}" : $"processor{rank}";

    /// <summary>A step whose scalar p is the number of the cell in the whole.</summary>
    public DecomposedCase Step(string time, bool isFinished = true)
    {
        foreach (var rank in Enumerable.Range(0, rankCount)) Case.Start(time, FolderOf(rank) + "/");
        SaveAll($"{time}/p", rank => new FoamText(Case.Format).Header("volScalarField", "p").Text("dimensions [0 0 0 0 0 0 0];\ninternalField nonuniform List<scalar> ")
            .Reals([.. CellsOf(rank).Select(c => (double)c)], 1).Text(";\nboundaryField\n{\n}\n"));
        foreach (var rank in Enumerable.Range(0, isFinished ? rankCount : 0)) Case.Finish(time, FolderOf(rank) + "/");
        return this;
    }

    /// <summary>Points of a moving mesh, all shifted along x.</summary>
    public void MovePoints(string time, double shift) => SaveAll($"{time}/polyMesh/points", rank => new FoamText(Case.Format).Header("vectorField", "points")
        .Reals([.. PointsOf(rank).SelectMany(p => whole.Points[(3 * p)..(3 * p + 3)].Select((x, i) => i == 0 ? x + shift : x))], 3));

    public void Dispose() => Case.Dispose();

    void SaveAll(string path, Func<int, FoamText> part)
    {
        if (!isCollated)
        {
            for (var rank = 0; rank < rankCount; rank++) part(rank).Save(Case.At($"processor{rank}", path));
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Case.At(FolderOf(0), path))!); // the path has a folder
        using var file = File.Create(Case.At(FolderOf(0), path));
        file.Write(new FoamText(FoamFormat.Binary).Header("decomposedBlockData", "blocks").ToBytes());
        for (var rank = 0; rank < rankCount; rank++)
        {
            var block = part(rank).ToBytes();
            // Real blocks after the first have no header: they begin after its divider.
            if (rank > 0) block = block[(block.AsSpan().IndexOf("// * * * //"u8) + "// * * * //\n".Length)..];
            file.Write(System.Text.Encoding.UTF8.GetBytes($"\n// Processor{rank}\n\n{block.Length}\n("));
            file.Write(block);
            file.Write(")\n"u8);
        }
    }

    FoamText Labels(string name, int[] values) => new FoamText(Case.Format).Header("labelList", name).Labels(values);

    FoamText MeshFile(int rank, string file)
    {
        var points = PointsOf(rank);
        var faces = FacesOf(rank);
        var cells = CellsOf(rank).ToList();
        var text = new FoamText(Case.Format);
        return file switch
        {
            "points" => text.Header("vectorField", file).Reals([.. points.SelectMany(p => whole.Points[(3 * p)..(3 * p + 3)])], 3),
            "faces" => text.Header(Case.Format.IsBinary ? "faceCompactList" : "faceList", file).Faces([.. faces.Select(f => Turned(f).Select(p => Array.IndexOf(points, p)).ToArray())]),
            "owner" => text.Header("labelList", file).Labels([.. faces.Select(f => cells.IndexOf(f.IsTurned ? whole.Neighbour[f.Whole] : whole.Owner[f.Whole]))]),
            "neighbour" => text.Header("labelList", file).Labels([.. faces.Where(f => f.Patch == -1).Select(f => cells.IndexOf(whole.Neighbour[f.Whole]))]),
            _ => text.Header("polyBoundaryMesh", file).Text(Boundary(rank, faces)),
        };
    }

    string Boundary(int rank, (int Whole, bool IsTurned, int Patch)[] faces)
    {
        var names = whole.Patches.Select(p => (p.Name, p.Kind)).Concat(Neighbours(rank).Select(n => ($"procBoundary{rank}to{n}", "processor"))).ToArray();
        var start = faces.Count(f => f.Patch == -1);
        var text = $"{names.Length}\n(\n";
        for (var patch = 0; patch < names.Length; patch++)
        {
            var size = faces.Count(f => f.Patch == patch);
            text += $"{names[patch].Item1} {{ type {names[patch].Item2}; nFaces {size}; startFace {start}; }}\n";
            start += size;
        }

        return text + ")\n";
    }

    int[] CellsOf(int rank) => [.. Enumerable.Range(0, rankOf.Length).Where(c => rankOf[c] == rank)];

    int[] PointsOf(int rank) => [.. FacesOf(rank).SelectMany(f => whole.Faces[f.Whole]).Distinct().Order()];

    // Face of the whole, whether the rank sees it from the neighbour's side, and its patch (-1 inside; then those of the whole; then cuts).
    (int Whole, bool IsTurned, int Patch)[] FacesOf(int rank)
    {
        var neighbours = Neighbours(rank).ToList();
        var faces = new List<(int Whole, bool IsTurned, int Patch)>();
        for (var face = 0; face < whole.Faces.Count; face++)
        {
            var (owner, other) = (rankOf[whole.Owner[face]], face < whole.Neighbour.Count ? rankOf[whole.Neighbour[face]] : -1);
            if (owner != rank && other != rank) continue;
            if (other < 0) faces.Add((face, false, face == whole.Neighbour.Count ? 0 : face == whole.Neighbour.Count + 1 ? 1 : 2));
            else if (owner == other) faces.Add((face, false, -1));
            else faces.Add((face, owner != rank, 3 + neighbours.IndexOf(owner == rank ? other : owner)));
        }

        return [.. faces.OrderBy(f => f.Patch)];
    }

    IEnumerable<int> Neighbours(int rank) => Enumerable.Range(0, whole.Neighbour.Count)
        .Select(f => (rankOf[whole.Owner[f]], rankOf[whole.Neighbour[f]]))
        .Where(r => r.Item1 != r.Item2 && (r.Item1 == rank || r.Item2 == rank))
        .Select(r => r.Item1 == rank ? r.Item2 : r.Item1).Distinct().Order();

    // OpenFOAM turns a face by keeping its first point.
    IEnumerable<int> Turned((int Whole, bool IsTurned, int Patch) face)
    {
        var points = whole.Faces[face.Whole];
        return face.IsTurned ? points.Take(1).Concat(points.Skip(1).Reverse()) : points;
    }
}
