using System.Text;
using System.Text.RegularExpressions;

namespace CfdBridge.OpenFoam;

/// <summary>Writes a field of a warm start: the file of the case, with other values on the cells and on the patches that follow them.</summary>
/// <param name="startName">Name of the time directory, for the header.</param>
/// <param name="binary">Whether the case writes binary files.</param>
sealed partial class FieldWriting(FieldTemplate file, string startName, bool binary)
{
    bool Binary => file.HasTypedLists ? file.Header.IsBinary : binary; // lists that are kept can stand in their own format only

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where it shall stand.</param>
    /// <param name="values">On the cells, row by row.</param>
    /// <param name="patchValues">By patch: those that are worked out anew.</param>
    public void Write(string path, ElementType type, double[] values, IReadOnlyDictionary<string, double[]> patchValues)
    {
        using var into = new MemoryStream();
        Text(into, WrittenHeader.Of(Binary, file.Header.Class, startName, file.Name));
        foreach (var entry in file.Others)
        {
            into.Write(file.Raw(entry.Start, entry.End));
            Text(into, "\n");
        }

        Text(into, "\ninternalField   ");
        ValueText.Write(into, values, type, Binary);
        Text(into, ";\n\n");
        Boundary(into, type, patchValues);
        Text(into, "\n");
        AtomicFile.Write(path, stream => stream.Write(into.GetBuffer().AsSpan(0, (int)into.Length)));
    }

    void Boundary(Stream into, ElementType type, IReadOnlyDictionary<string, double[]> patchValues)
    {
        var copied = file.Boundary.Start;
        foreach (var patch in file.Boundary.Children ?? [])
        {
            if (!patchValues.TryGetValue(patch.Keyword, out var values) || patch.Find("value") is not { } value) continue;
            Kept(into, copied, value.ValueStart);
            ValueText.Write(into, values, type, Binary);
            into.Write(";"u8);
            copied = value.End;
        }

        Kept(into, copied, file.Boundary.End);
    }

    // The old values of the cells stand nowhere any more, so what names them gets what it stood for.
    void Kept(Stream into, int start, int end)
    {
        var raw = file.Raw(start, end);
        if (!raw.Contains((byte)'$'))
        {
            into.Write(raw);
            return;
        }

        var text = Encoding.Latin1.GetString(raw);
        if (!InternalField().IsMatch(text))
        {
            into.Write(raw);
            return;
        }

        var old = file.Text(file.Internal);
        if (!old.StartsWith("uniform", StringComparison.Ordinal))
            throw new CaseFormatException(file.Place, "its boundaryField names $internalField, which is a list", "Write the values of the patch out.");
        into.Write(Encoding.Latin1.GetBytes(InternalField().Replace(text, old.Replace("$", "$$", StringComparison.Ordinal))));
    }

    static void Text(Stream into, string text) => into.Write(Encoding.Latin1.GetBytes(text));

    [GeneratedRegex(@"\$\{?[:.]*internalField\b\}?")]
    private static partial Regex InternalField();
}
