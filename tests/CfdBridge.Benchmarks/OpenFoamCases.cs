using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CfdBridge.Benchmarks;

/// <summary>Writes OpenFOAM cases of any size, fast.</summary>
static class OpenFoamCases
{
    /// <summary>Cubes in a row, and a vector field on them.</summary>
    /// <param name="directory">Made by this.</param>
    public static void WriteRow(string directory, int cells, bool isBinary)
    {
        var mesh = Directory.CreateDirectory(Path.Combine(directory, "constant", "polyMesh")).FullName;
        Directory.CreateDirectory(Path.Combine(directory, "system"));
        File.WriteAllText(Path.Combine(directory, "system", "controlDict"), "application icoFoam;\n");
        Save(Path.Combine(mesh, "points"), "vectorField", Points(cells), 3 * sizeof(double));
        var (faces, owner) = Faces(cells);
        Save(Path.Combine(mesh, "faces"), "faceCompactList", [.. Enumerable.Range(0, owner.Length + 1).Select(f => 4 * f)], sizeof(int), faces);
        Save(Path.Combine(mesh, "owner"), "labelList", owner, sizeof(int));
        Save(Path.Combine(mesh, "neighbour"), "labelList", [.. Enumerable.Range(1, cells - 1)], sizeof(int));
        File.WriteAllText(Path.Combine(mesh, "boundary"), $"{Header("polyBoundaryMesh", "ascii")}1(walls {{ type wall; nFaces {owner.Length - cells + 1}; startFace {cells - 1}; }})\n");
        var random = new Random(1);
        WriteField(Path.Combine(directory, "1"), [.. Enumerable.Range(0, 3 * cells).Select(_ => random.NextDouble())], isBinary);
    }

    /// <summary>Steps as icoFoam leaves them, with tiny files.</summary>
    public static void WriteTimes(string directory, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var name = (i * 0.01).ToString("0.##", CultureInfo.InvariantCulture);
            var time = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.Combine(time, "uniform", "functionObjects"));
            File.WriteAllText(Path.Combine(time, "uniform", "time"), $"{Header("dictionary", "ascii")}value {name};\nindex {i};\n");
            foreach (var field in new[] { "U", "p", "phi" }) File.WriteAllText(Path.Combine(time, field), Header("volScalarField", "ascii"));
            File.WriteAllText(Path.Combine(time, "uniform", "functionObjects", "functionObjectProperties"), Header("dictionary", "ascii"));
        }
    }

    static void WriteField(string time, double[] values, bool isBinary)
    {
        Directory.CreateDirectory(time);
        using var file = File.Create(Path.Combine(time, "U"));
        void Text(string text) => file.Write(Encoding.ASCII.GetBytes(text));
        Text($"{Header("volVectorField", isBinary ? "binary" : "ascii")}dimensions [0 1 -1 0 0 0 0];\n\ninternalField nonuniform List<vector> \n{values.Length / 3}\n(");
        if (isBinary)
        {
            file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
        else
        {
            // OpenFOAM's default of 6 digits
            for (var i = 0; i < values.Length; i += 3) Text(string.Create(CultureInfo.InvariantCulture, $"({values[i]:G6} {values[i + 1]:G6} {values[i + 2]:G6})\n"));
        }

        Text(");\n\nboundaryField\n{\n    walls { type noSlip; }\n}\n");
    }

    static double[] Points(int cells)
    {
        var points = new double[12 * (cells + 1)];
        for (var i = 0; i <= cells; i++)
        {
            ReadOnlySpan<double> square = [i, 0, 0, i, 1, 0, i, 1, 1, i, 0, 1];
            square.CopyTo(points.AsSpan(12 * i));
        }

        return points;
    }

    static (int[] Points, int[] Owner) Faces(int cells)
    {
        var faces = new List<int>(20 * cells);
        var owner = new List<int>(5 * cells);
        void Add(int cell, params ReadOnlySpan<int> points)
        {
            faces.AddRange(points);
            owner.Add(cell);
        }

        for (var i = 1; i < cells; i++) Add(i - 1, 4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3);
        Add(0, 0, 3, 2, 1);
        Add(cells - 1, 4 * cells, 4 * cells + 1, 4 * cells + 2, 4 * cells + 3);
        for (var i = 0; i < cells; i++)
        {
            for (var k = 0; k < 4; k++) Add(i, 4 * i + k, 4 * i + (k + 1) % 4, 4 * i + 4 + (k + 1) % 4, 4 * i + 4 + k);
        }

        return ([.. faces], [.. owner]);
    }

    static void Save<T>(string path, string kind, T[] numbers, int elementBytes, int[]? second = null) where T : unmanaged
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes(Header(kind, "binary")));
        var bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
        List(bytes.Length / elementBytes, bytes);
        if (second is not null) List(second.Length, MemoryMarshal.AsBytes(second.AsSpan()));

        void List(int count, ReadOnlySpan<byte> payload)
        {
            file.Write(Encoding.ASCII.GetBytes($"{count}\n("));
            file.Write(payload);
            file.Write(")\n"u8);
        }
    }

    static string Header(string kind, string format) => $"FoamFile\n{{\n    version 2.0;\n    format {format};\n    class {kind};\n    arch \"LSB;label=32;scalar=64\";\n}}\n\n";
}
