namespace CfdBridge.OpenFoam;

/// <summary>Reads the files of a <c>polyMesh</c> directory, one array for each rank.</summary>
sealed class PolyMeshFiles(RankFiles files)
{
    public static readonly string[] Topology = ["faces", "owner", "neighbour", "boundary"];

    /// <summary>The meshes of all ranks; of the only one where the case is serial.</summary>
    /// <param name="topologyFolder">The polyMesh directory below each rank folder that holds faces, owner, neighbour and boundary.</param>
    /// <param name="pointsFolder">The one that holds the points.</param>
    public PolyMesh[] Read(string topologyFolder, string pointsFolder)
    {
        var points = Points(pointsFolder);
        var faces = files.Read(Path.Combine(topologyFolder, "faces"), (_, _, stream, header) =>
            header.Class is "faceList" or "faceCompactList" ? FaceList.Read(stream, header) : throw WrongClass(stream, header, "a faceList or faceCompactList"));
        var owner = Labels(Path.Combine(topologyFolder, "owner"));
        var neighbour = Labels(Path.Combine(topologyFolder, "neighbour"));
        var patches = files.Read(Path.Combine(topologyFolder, "boundary"), (_, _, stream, header) => BoundaryFile.Read(stream, header));
        return [.. Enumerable.Range(0, points.Length).Select(rank =>
            new PolyMesh(points[rank], faces[rank], owner[rank], Inside(neighbour[rank]), patches[rank]).Checked(PlaceOf(topologyFolder, rank)))];
    }

    /// <summary>The points of all ranks [points, 3].</summary>
    public double[][] Points(string pointsFolder) => files.Read(Path.Combine(pointsFolder, "points"), (_, _, stream, header) =>
    {
        if (header.Class is not ("vectorField" or "pointField" or "vectorIOField")) throw WrongClass(stream, header, "a vectorField");
        var count = Numbers.NextCount(stream);
        stream.SkipSpace();
        if (stream.Peek() == '{') throw stream.Error($"all {count} points are the same", "Write the mesh again; this one is damaged.");
        return RealList.Read(stream, header, ElementType.Vector, count) switch
        {
            float[] single => Array.ConvertAll(single, x => (double)x),
            var values => (double[])values,
        };
    });

    /// <summary>Lists of labels of all ranks.</summary>
    public int[][] Labels(string path) => files.Read(path, (_, _, stream, header) =>
        header.Class is "labelList" or "labelIOList" ? LabelList.Read(stream, header) : throw WrongClass(stream, header, "a labelList"));

    string PlaceOf(string folder, int rank)
    {
        var ranks = files.Layout.Folders.Last(f => f.FirstRank <= rank);
        var place = files.Folder.NameOf(ranks.At(folder));
        return ranks.RankCount > 1 ? $"{place} (rank {rank})" : place;
    }

    // Old versions write a neighbour for every face, -1 for those of the boundary.
    static int[] Inside(int[] neighbour)
    {
        var inside = neighbour.Length;
        while (inside > 0 && neighbour[inside - 1] == -1) inside--;
        return inside == neighbour.Length ? neighbour : neighbour[..inside];
    }

    static CaseFormatException WrongClass(FoamStream stream, FoamHeader header, string wanted) =>
        stream.Error($"the file holds a {header.Class}, expected {wanted}", "Write the mesh again; this one is damaged.");
}
