using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CfdBridge.Tests.OpenFoam;

/// <summary>Writes what OpenFOAM would write.</summary>
public sealed class FoamText(FoamFormat format)
{
    readonly MemoryStream bytes = new();

    public FoamText Header(string kind, string name) => Text(
        $"FoamFile\n{{\n    version     2.0;\n    format      {(format.IsBinary ? "binary" : "ascii")};\n    class       {kind};\n" +
        $"    arch        \"LSB;label={format.LabelBits};scalar={format.ScalarBits}\";\n    object      {name};\n}}\n// * * * //\n\n");

    public FoamText Text(string text)
    {
        bytes.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public FoamText Labels(IReadOnlyList<int> values)
    {
        Text($"{values.Count}\n(");
        foreach (var value in values) Label(value);
        return Text(")\n");
    }

    public FoamText Reals(IReadOnlyList<double> values, int components)
    {
        Text($"{values.Count / components}\n(");
        for (var i = 0; i < values.Count; i++)
        {
            if (!format.IsBinary && components > 1 && i % components == 0) Text("(");
            Real(values[i]);
            if (!format.IsBinary && components > 1 && i % components == components - 1) Text(")\n");
        }

        return Text(")");
    }

    public FoamText Faces(IReadOnlyList<int[]> faces)
    {
        if (format.IsBinary) return Labels([.. faces.Select((_, i) => faces.Take(i).Sum(f => f.Length)), faces.Sum(f => f.Length)]).Labels([.. faces.SelectMany(f => f)]);
        Text($"{faces.Count}\n(\n");
        foreach (var face in faces) Text($"{face.Length}({string.Join(' ', face)})\n");
        return Text(")\n");
    }

    public byte[] ToBytes() => bytes.ToArray();

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // test paths have folders
        if (!format.IsPacked)
        {
            File.WriteAllBytes(path, bytes.ToArray());
            return;
        }

        using var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest);
        packed.Write(bytes.ToArray());
    }

    void Label(int value)
    {
        if (!format.IsBinary) Text($"{value}\n");
        else bytes.Write(format.LabelBits == 32 ? BitConverter.GetBytes(value) : BitConverter.GetBytes((long)value));
    }

    void Real(double value)
    {
        if (!format.IsBinary) Text(value.ToString("R", CultureInfo.InvariantCulture).Replace("NaN", "nan").Replace("Infinity", "inf") + " ");
        else bytes.Write(format.ScalarBits == 64 ? BitConverter.GetBytes(value) : BitConverter.GetBytes((float)value));
    }
}
