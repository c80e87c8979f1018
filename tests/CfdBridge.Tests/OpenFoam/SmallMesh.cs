namespace CfdBridge.Tests.OpenFoam;

/// <summary>A polyMesh small enough to write down.</summary>
public sealed record SmallMesh(double[] Points, IReadOnlyList<int[]> Faces, IReadOnlyList<int> Owner, IReadOnlyList<int> Neighbour, IReadOnlyList<(string Name, string Kind, int Size)> Patches)
{
    public int CellCount => 1 + Owner.Concat(Neighbour).Max();

    /// <summary>Unit cubes in a row along x, numbered as in <c>Some.Mesh</c>.</summary>
    public static SmallMesh Row(int cells)
    {
        var points = new List<double>();
        for (var i = 0; i <= cells; i++)
        {
            foreach (var (y, z) in new[] { (0, 0), (1, 0), (1, 1), (0, 1) }) points.AddRange([i, y, z]);
        }

        var faces = new List<int[]>();
        var owner = new List<int>();
        for (var i = 1; i < cells; i++)
        {
            faces.Add([4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3]);
            owner.Add(i - 1);
        }

        faces.Add([0, 3, 2, 1]);
        owner.Add(0);
        faces.Add([4 * cells, 4 * cells + 1, 4 * cells + 2, 4 * cells + 3]);
        owner.Add(cells - 1);
        for (var i = 0; i < cells; i++)
        {
            for (var k = 0; k < 4; k++)
            {
                faces.Add([4 * i + k, 4 * i + (k + 1) % 4, 4 * i + 4 + (k + 1) % 4, 4 * i + 4 + k]);
                owner.Add(i);
            }
        }

        return new([.. points], faces, owner, [.. Enumerable.Range(1, cells - 1)], [("inlet", "patch", 1), ("outlet", "patch", 1), ("walls", "wall", 4 * cells)]);
    }

    /// <summary>One cell with these faces, normals outward.</summary>
    public static SmallMesh OneCell(double[] points, params int[][] faces) => new(points, faces, [.. faces.Select(_ => 0)], [], [("walls", "wall", faces.Length)]);

    /// <summary>The files of a polyMesh directory.</summary>
    public void Save(string folder, FoamFormat format)
    {
        SavePoints(folder, format);
        new FoamText(format).Header(format.IsBinary ? "faceCompactList" : "faceList", "faces").Faces(Faces).Save(Path.Combine(folder, "faces"));
        new FoamText(format).Header("labelList", "owner").Labels(Owner).Save(Path.Combine(folder, "owner"));
        new FoamText(format).Header("labelList", "neighbour").Labels(Neighbour).Save(Path.Combine(folder, "neighbour"));
        new FoamText(format with { IsPacked = false }).Header("polyBoundaryMesh", "boundary").Text(Boundary()).Save(Path.Combine(folder, "boundary"));
    }

    public void SavePoints(string folder, FoamFormat format) =>
        new FoamText(format).Header("vectorField", "points").Reals(Points, 3).Save(Path.Combine(folder, "points"));

    string Boundary()
    {
        var start = Neighbour.Count;
        var text = $"{Patches.Count}\n(\n";
        foreach (var (name, kind, size) in Patches)
        {
            text += $"    {name}\n    {{\n        type {kind};\n        inGroups 1({kind});\n        nFaces {size};\n        startFace {start};\n    }}\n";
            start += size;
        }

        return text + ")\n";
    }
}
