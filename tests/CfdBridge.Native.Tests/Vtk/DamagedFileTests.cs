using System.Diagnostics;
using System.Text;
using CfdBridge.Testing;
using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.Vtk;

/// <summary>Whatever stands in a file, reading ends soon, in an error that names it, and the process lives on.</summary>
[Collection(ForeignFilesCollection.Name)]
public sealed class DamagedFileTests(ForeignFiles files) : IDisposable
{
    // Generous: the reader ends itself after 2 s of processor time for files of this size.
    const double HangSeconds = 10;

    static readonly Dictionary<string, (string Source, Func<string, string> Damage)> damages = new()
    {
        ["no closing tag"] = ("unstructured-ascii.vtu", text => text.Replace("</VTKFile>", "")),
        ["cut in the middle"] = ("unstructured-appended-zlib64.vtu", text => text[..(text.Length / 2)]),
        ["empty"] = ("unstructured-ascii.vtu", _ => ""),
        ["only a closing tag"] = ("unstructured-ascii.vtu", _ => "</VTKFile>"),
        ["no XML at all"] = ("unstructured-ascii.vtu", _ => "the solver's log </VTKFile>"),
        ["a hole in packed data"] = ("unstructured-appended-zlib64.vtu", text => text.Remove(text.IndexOf("<AppendedData", StringComparison.Ordinal) + 200, 300)),
        ["zeros for data, as after a crash of the machine"] = ("unstructured-appended-raw.vtu", text => Zeroed(text, 600)),
        ["too many points declared"] = ("unstructured-ascii.vtu", text => text.Replace("NumberOfPoints=\"27\"", "NumberOfPoints=\"2700000000\"")),
        ["too many cells declared"] = ("unstructured-appended-zlib64.vtu", text => text.Replace("NumberOfCells=\"6\"", "NumberOfCells=\"600000000\"")),
        ["a negative number of points"] = ("unstructured-ascii.vtu", text => text.Replace("NumberOfPoints=\"27\"", "NumberOfPoints=\"-27\"")),
        ["fewer cells declared than there are"] = ("unstructured-ascii.vtu", text => text.Replace("NumberOfCells=\"6\"", "NumberOfCells=\"5\"")),
        ["a cell type that does not fit"] = ("unstructured-ascii.vtu", text => text.Replace("12 11 10 13 14 42", "12 11 12 13 14 42")),
        ["a point that does not exist"] = ("unstructured-ascii.vtk", text => text.Replace("8 0 1 4 3 9 10 13 12", "8 0 1 4 3 9 10 13 99").Replace("0 1 4 3 9 10 13 12", "0 1 4 3 9 10 13 99")),
        ["another kind of dataset"] = ("unstructured-ascii.vtu", text => text.Replace("UnstructuredGrid", "PolyData")),
        ["an extent beyond all memory"] = ("image-ascii.vti", text => text.Replace("0 2 0 3 0 1", "0 99999 0 99999 0 99999")),
        ["a legacy header cut short"] = ("structured-ascii.vtk", text => text[..60]),
        ["legacy dimensions that lie"] = ("structured-ascii.vtk", text => text.Replace("DIMENSIONS 3 3 3", "DIMENSIONS 3 3 9")),
        ["a legacy count that lies"] = ("unstructured-binary.vtk", text => text.Replace("POINTS 27", "POINTS 99999999")),
        ["a compressor nobody knows"] = ("unstructured-appended-zlib64.vtu", text => text.Replace("vtkZLibDataCompressor", "vtkSecretCompressor__")),
        ["a piece that is missing"] = ("pieces.pvtu", text => text.Replace("pieces_1", "pieces_7")),
        ["no dataset in a multi-block file"] = ("blocks.vtm", text => text.Replace("DataSet", "DataGram")),
    };

    readonly TempFolder folder = new();
    readonly VtkReader reader = new();

    public static IEnumerable<object[]> Damages => damages.Keys.Select(name => new object[] { name });

    [Theory, MemberData(nameof(Damages))]
    public void A_damaged_file_is_an_error_that_names_it_and_says_what_to_do(string damage)
    {
        var (source, change) = damages[damage];
        var whole = File.ReadAllText(files.At(source), Encoding.Latin1);
        var path = folder.At(source);
        File.WriteAllText(path, change(whole), Encoding.Latin1);
        Assert.NotEqual(whole, change(whole));
        var clock = Stopwatch.StartNew();

        var failure = Assert.Throws<CaseFormatException>(() => reader.Read(path, default));

        Assert.StartsWith(folder.Path, failure.Thing);
        Assert.NotEmpty(failure.Fact);
        Assert.DoesNotContain("0x", failure.Fact); // no addresses of VTK's objects
        Assert.NotEmpty(failure.Fix);
        Assert.True(clock.Elapsed.TotalSeconds < HangSeconds);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_an_error()
    {
        var failure = Assert.Throws<CaseFormatException>(() => reader.Read(folder.At("none.vtu"), default));

        Assert.Equal("the file does not exist", failure.Fact);
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error()
    {
        foreach (var name in new[] { "unstructured-ascii.vtu", "unstructured-appended-zlib64.vtu", "surface-base64.vtp" })
        {
            var whole = File.ReadAllBytes(files.At(name));
            for (var length = 0; length < whole.Length - 50; length += 50)
            {
                var path = folder.At(name);
                File.WriteAllBytes(path, whole[..length]);

                Assert.Throws<CaseFormatException>(() => reader.Read(path, default));
            }
        }
    }

    [Theory, InlineData("unstructured-ascii.vtu"), InlineData("unstructured-appended-raw.vtu"), InlineData("unstructured-appended-zlib64.vtu")]
    [InlineData("image-base64.vti"), InlineData("structured-ascii.vtk"), InlineData("surface-binary.vtk"), InlineData("unstructured-binary.vtk")]
    public void Flipped_bytes_never_end_the_process_nor_hang_it(string name)
    {
        var whole = File.ReadAllBytes(files.At(name));
        var path = folder.At(name);

        ForAll.Seeds(60, random =>
        {
            var bytes = (byte[])whole.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"0123456789- <>/\"'"[random.Next(17)];
            File.WriteAllBytes(path, bytes);
            var clock = Stopwatch.StartNew();

            var failure = Record.Exception(() => reader.Read(path, default));

            Assert.True(failure is null or CaseFormatException, failure?.ToString());
            Assert.True(clock.Elapsed.TotalSeconds < HangSeconds);
        });
    }

    [Fact]
    public void After_a_crash_of_the_reader_the_next_file_reads_well()
    {
        var crashing = folder.Write("cut.vtk", "# vtk DataFile Version 3.0\nx\nASCII\nDATASET STRUCTURED_GRID\n");
        Assert.Throws<CaseFormatException>(() => reader.Read(crashing, default));

        var content = reader.Read(files.At("unstructured-ascii.vtu"), default);

        Assert.Equal(6, content.Mesh.CellCount);
    }

    public void Dispose() => folder.Dispose();

    static string Zeroed(string text, int count)
    {
        var at = text.IndexOf("<AppendedData", StringComparison.Ordinal) + 40;
        return text[..at] + new string('\0', count) + text[(at + count)..];
    }
}
