using System.IO.Compression;
using System.Text;

namespace CfdBridge.Tests.OpenFoam;

/// <summary>The malformed inputs that every reader of a case must survive.</summary>
static class MalformedInputs
{
    const string Head = "FoamFile { class volScalarField; format ascii; }\ndimensions [];\n";
    const string Tail = "\nboundaryField { }\n";

    public static readonly IReadOnlyList<MalformedInput> All =
    [
        // Headers
        Ascii("empty file", "1/p", "", "is empty"),
        Ascii("banner cut", "1/p", "/*------*- C++ -*-----", "inside the comment"),
        Ascii("header cut", "1/p", "FoamFile\n{\n    version 2.0;\n    cla", "inside the entry cla"),
        Ascii("header without brace", "1/p", "FoamFile\n    version 2.0;\n", "no opening brace"),
        Ascii("header without class", "1/p", "FoamFile { format ascii; }", "names no class"),
        Ascii("unknown format", "1/p", "FoamFile { class volScalarField; format xml; }", "the format \"xml\" is unknown"),
        Ascii("big-endian", "1/p", "FoamFile { class volScalarField; format binary; arch \"MSB;label=32;scalar=64\"; }", "big-endian"),
        Ascii("odd precision", "1/p", "FoamFile { class volScalarField; format binary; arch \"LSB;label=32;scalar=80\"; }", "numbers of 80 bits"),
        Mesh("owner of wrong class", "owner", text => text.Replace("labelList", "scalarList"), "holds a scalarList, expected a labelList"),

        // Declared sizes
        Ascii("too few values", "1/p", $"{Head}internalField nonuniform List<scalar> 3(1 2 3);{Tail}", "expected 4 scalars (cells of the mesh), found 3"),
        Ascii("fewer values than declared", "1/p", $"{Head}internalField nonuniform List<scalar> 4(1 2 3);{Tail}", "expected a number, found \")\""),
        Ascii("more values than declared", "1/p", $"{Head}internalField nonuniform List<scalar> 4(1 2 3 4 5);{Tail}", "not closed after its 4 scalars"),
        Ascii("1e18 values", "1/p", $"{Head}internalField nonuniform List<scalar> 1000000000000000000(1 2 3);{Tail}", "found 1000000000000000000"),
        Ascii("negative count", "1/p", $"{Head}internalField nonuniform List<scalar> -4(1 2 3 4);{Tail}", "a list of -4 elements"),
        Ascii("count that is no number", "1/p", $"{Head}internalField nonuniform List<scalar> many(1 2 3 4);{Tail}", "expected a number, found \"many\""),
        Ascii("list of another type", "1/p", $"{Head}internalField nonuniform List<vector> 4((1 2 3)(1 2 3)(1 2 3)(1 2 3));{Tail}", "a List<vector> stands where scalars are expected"),
        Mesh("2^31 faces", "faces", text => text.Replace("\n21\n", "\n2147483648\n"), "2147483648 elements are declared"),
        Mesh("2^31 owners", "owner", text => text.Replace("21\n(", "2147483648\n("), "2147483648 elements are declared"),
        Mesh("1e18 points", "points", text => text.Replace("20\n(", "1000000000000000000\n("), "1000000000000000000 elements are declared"),
        Mesh("many equal points", "points", text => text[..text.IndexOf("20\n(", StringComparison.Ordinal)] + "2000000000{(0 0 0)}", "all 2000000000 points are the same"),
        Mesh("many equal owners", "owner", text => text[..text.IndexOf("21\n(", StringComparison.Ordinal)] + "2000000000{0}", "a list of 2000000000 equal labels"),
        Mesh("face of 1e9 points", "faces", text => text.Replace("4(0 3 2 1)", "1000000000(0 3 2 1)"), "has 1000000000 points"),
        Binary("1e9 vectors in a boundary", "1/U", bytes => Replace(bytes, "List<scalar> 3\n", "List<scalar> 1000000000\n"), "1000000000 elements are declared"),
        Binary("2^31 raw labels", "constant/polyMesh/owner", bytes => Replace(bytes, "21\n(", "2147483648\n("), "2147483648 elements are declared"),

        // Cut short
        Binary("cut in the middle of a number", "1/U", bytes => bytes[..(Find(bytes, "<vector>") + 40)], "4 elements are declared, which need at least 24 bytes each, but"),
        Binary("cut after the internal field", "1/U", bytes => bytes[..Find(bytes, "boundaryField")], "ends before its boundaryField"),
        Binary("cut inside the boundary", "1/U", bytes => bytes[..(Find(bytes, "boundaryField") + 40)], "the file ends inside"),
        Binary("cut before the last brace", "1/U", bytes => bytes[..(bytes.AsSpan().LastIndexOf((byte)'}') - 1)], "inside the dictionary that begins at"),
        Binary("raw list not closed", "1/U", bytes => Replace(bytes, ");\n\nboundaryField", "#;\n\nboundaryField"), "not closed after its 4 vectors"),

        // Grammar
        Ascii("brace too many", "1/p", $"{Head}internalField uniform 1;\nboundaryField {{ }} }}", "expected a keyword, found \"}\""),
        Ascii("bracket too many", "1/p", $"{Head}internalField uniform 1);{Tail}", "has no semicolon before \")\""),
        Ascii("no semicolon", "1/p", $"{Head}internalField uniform 1{Tail}", "the file ends inside the entry internalField"),
        Ascii("text not closed", "1/p", $"{Head}note \"never closed; {Tail}", "inside a text in quotes"),
        Ascii("nested without end", "1/p", $"{Head}internalField uniform 1; {string.Concat(Enumerable.Repeat("a { ", 10_000))}", "nested deeper than 64"),
        Ascii("no internal field", "1/p", $"{Head}{Tail}", "has no internalField"),
        Ascii("empty internal field", "1/p", $"{Head}internalField ;{Tail}", "internalField is empty"),
        Ascii("neither uniform nor not", "1/p", $"{Head}internalField constant 1;{Tail}", "expected \"uniform\" or \"nonuniform\""),
        Ascii("word for a number", "1/p", $"{Head}internalField nonuniform List<scalar> 4(1 2 three 4);{Tail}", "expected a number, found \"three\""),
        Ascii("vector for a scalar", "1/p", $"{Head}internalField uniform (1 2 3);{Tail}", "expected 1 numbers of a scalar after \"uniform\", found 3"),
        Ascii("vector without bracket", "1/U", "FoamFile { class volVectorField; }\ninternalField nonuniform List<vector> 4(1 2 3 4 5 6 7 8 9 10 11 12); boundaryField { }", "expected '(' of one of the vectors"),
        Ascii("unit vector words", "1/p", $"{Head}internalField uniform fast;{Tail}", "expected a number after \"uniform\", found \"fast\""),

        // Macros and includes
        Ascii("macro naming nothing", "1/p", $"{Head}internalField uniform $speed;{Tail}", "the macro $speed names no entry"),
        Ascii("macros in a circle", "1/p", $"{Head}a $b; b $c; c $a; internalField uniform $a;{Tail}", "name each other in a circle"),
        Ascii("internal field naming itself", "1/p", $"{Head}internalField $internalField;{Tail}", "in a circle"),
        Ascii("value computed by the solver", "1/p", $"{Head}internalField uniform #calc \"1 + 1\";{Tail}", "computed by the solver (#calc)"),
        Ascii("field computed by the solver", "1/p", $"{Head}internalField #codeStream {{ code #{{ #}}; }};{Tail}", "computed by the solver (#codeStream)"),
        Ascii("include upwards", "1/p", $"{Head}#include \"../../../../../../../../etc/passwd\"\n{Tail}", "leads out of the case directory"),
        Ascii("include of an absolute path", "1/p", $"{Head}#include \"/etc/passwd\"\n{Tail}", "leads out of the case directory"),
        Ascii("include if present of an absolute path", "1/p", $"{Head}#includeIfPresent \"/etc/passwd\"\n{Tail}", "leads out of the case directory"),
        Ascii("include of somebody's home", "1/p", $"{Head}#include \"~/secret\"\n{Tail}", "outside the case directory"),
        Ascii("include through a variable", "1/p", $"{Head}#include \"$HOME/secret\"\n{Tail}", "outside the case directory"),
        Ascii("include of nothing", "1/p", $"{Head}#include \"missing\"\n{Tail}", "does not exist"),
        Ascii("include of itself", "1/p", $"{Head}#include \"p\"\n{Tail}", "includes itself in a circle"),
        new("include through a link", FoamFormat.Ascii, written =>
        {
            File.CreateSymbolicLink(written.At("1", "link"), "/etc/passwd");
            written.Write("1/p", $"{Head}#include \"link\"\n{Tail}");
        }, "cavity/1/", "leads out of the case directory"),
        new("links in a circle", FoamFormat.Ascii, written =>
        {
            Directory.CreateDirectory(written.At("links"));
            File.CreateSymbolicLink(written.At("links", "a"), "b");
            File.CreateSymbolicLink(written.At("links", "b"), "a");
            written.Write("1/p", $"{Head}#include \"../links/a\"\n{Tail}");
        }, "cavity/1/p", "leads out of the case directory"),
        new("includes in a circle", FoamFormat.Ascii, written =>
        {
            written.Write("1/p", $"{Head}#include \"../include/a\"\n{Tail}");
            written.Write("include/a", "#include \"b\"\n");
            written.Write("include/b", "#include \"a\"\n");
        }, "cavity/include/b", "in a circle"),
        new("includes without end", FoamFormat.Ascii, written =>
        {
            written.Write("1/p", $"{Head}#include \"../include/0\"\n{Tail}");
            for (var i = 0; i < 30; i++) written.Write($"include/{i}", $"#include \"{i + 1}\"\n");
        }, "cavity/include/", "deeper than 16"),

        // The mesh
        Mesh("face naming a missing point", "faces", text => text.Replace("4(0 3 2 1)", "4(0 3 2 99)"), "names point 99, but there are 20 points"),
        Mesh("face of two points", "faces", text => text.Replace("4(0 3 2 1)", "2(0 3)"), "has 2 points"),
        Mesh("negative point", "faces", text => text.Replace("4(0 3 2 1)", "4(0 3 2 -1)"), "names point -1"),
        Mesh("label beyond 32 bits", "faces", text => text.Replace("4(0 3 2 1)", "4(0 3 2 5000000000)"), "5000000000 does not fit 32 bits"),
        Mesh("owner out of range", "owner", text => text.Replace("(0\n", "(1000000\n"), "cell 1000000 is named"),
        Mesh("negative owner", "owner", text => text.Replace("(0\n", "(-7\n"), "has the owner -7"),
        Mesh("owner too short", "owner", text => text.Replace("21\n(0\n", "20\n("), "expected 21 labels (faces of the mesh), found 20"),
        Mesh("owner that is also the neighbour", "neighbour", text => text.Replace("(1\n", "(0\n"), "has cell 0 on both sides"),
        Mesh("patch beyond the faces", "boundary", text => text.Replace("nFaces 16", "nFaces 99"), "patch walls has 99 faces"),
        Mesh("patch without type", "boundary", text => text.Replace("type wall;", ""), "patch walls has no type"),
        Mesh("negative patch", "boundary", text => text.Replace("nFaces 16", "nFaces -1"), "nFaces of patch walls is -1"),
        Mesh("patches not closed", "boundary", text => text[..text.LastIndexOf(')')], "expected the name of a patch"),
        new("missing neighbour", FoamFormat.Ascii, written => File.Delete(written.At("constant", "polyMesh", "neighbour")), "cavity/constant/polyMesh/neighbour", "does not exist"),
        new("directory in place of a file", FoamFormat.Ascii, written =>
        {
            File.Delete(written.At("constant", "polyMesh", "owner"));
            Directory.CreateDirectory(written.At("constant", "polyMesh", "owner"));
        }, "cavity/constant/polyMesh/owner", "is a directory"),

        // Packed files
        Packed("garbage called gz", "1/p", "this is not gzip at all"u8.ToArray(), "cannot be unpacked"),
        Packed("gz cut short", "1/p", Pack(Encoding.UTF8.GetBytes($"{Head}internalField nonuniform List<scalar> 4(1 2 3 4);{Tail}"))[..60], ""),
        Packed("gz bomb of blanks", "1/p", Bomb("FoamFile { class volScalarField; }", ' ', ""), "unpacks to more than 500 times its size"),
        Packed("gz bomb of points", "constant/polyMesh/points", Bomb("FoamFile { class vectorField; format binary; }\n500000000\n(", '\0', ""), "unpacks to more than 500 times its size"),
        Packed("gz with a huge count", "constant/polyMesh/owner", Pack("FoamFile { class labelList; format binary; }\n2000000000\n(abcd"u8.ToArray()), "the file ends in the middle of a binary list"),
        Packed("gz with a huge face", "constant/polyMesh/faces", Pack("FoamFile { class faceList; format ascii; }\n2000000000\n(2000000000(1 2 3))"u8.ToArray()), "has 2000000000 points"),
    ];

    static MalformedInput Ascii(string name, string path, string text, string fact) =>
        new(name, FoamFormat.Ascii, written => written.Write(path, text), $"cavity/{path}", fact);

    static MalformedInput Mesh(string name, string file, Func<string, string> damage, string fact) => new(name, FoamFormat.Ascii, written =>
    {
        var path = written.At("constant", "polyMesh", file);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, damage(text) is var damaged && damaged != text ? damaged : throw new InvalidOperationException($"\"{name}\" damages nothing."));
    }, "cavity/constant/polyMesh/", fact);

    static MalformedInput Binary(string name, string path, Func<byte[], byte[]> damage, string fact) => new(name, FoamFormat.Binary, written =>
        File.WriteAllBytes(written.At(path), damage(File.ReadAllBytes(written.At(path)))), $"cavity/{path}", fact);

    static MalformedInput Packed(string name, string path, byte[] bytes, string fact) => new(name, FoamFormat.Ascii, written =>
    {
        File.Delete(written.At(path));
        File.WriteAllBytes(written.At(path + ".gz"), bytes);
    }, $"cavity/{path}.gz", fact);

    static int Find(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) is >= 0 and var at ? at : throw new InvalidOperationException($"There is no \"{text}\".");

    static byte[] Replace(byte[] bytes, string text, string by) => [.. bytes[..Find(bytes, text)], .. Encoding.UTF8.GetBytes(by), .. bytes[(Find(bytes, text) + text.Length)..]];

    static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    // 256 MiB of one byte in about 256 KiB.
    static byte[] Bomb(string head, char filling, string tail)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(head));
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)filling);
            for (var i = 0; i < 256; i++) gzip.Write(block);
            gzip.Write(Encoding.UTF8.GetBytes(tail));
        }

        return packed.ToArray();
    }
}
