using System.Runtime.InteropServices;

namespace CfdBridge.OpenFoam;

/// <summary>Reads lists of whole numbers.</summary>
static class LabelList
{
    /// <summary>Reads a list with its length before it.</summary>
    public static int[] Read(FoamStream stream, FoamHeader header)
    {
        var count = Numbers.NextCount(stream);
        stream.SkipSpace();
        if (count == 0)
        {
            if (stream.Peek() != '(') return [];
            stream.Next();
            stream.SkipSpace();
            stream.Expect(')', "a list of 0 labels is not closed");
            return [];
        }

        if (stream.Peek() == '{') return Uniform(stream, count);
        DeclaredSize.Check(stream, count, header.IsBinary ? header.LabelBytes : 2, numbers: 1);
        stream.Expect('(', $"a list of {count} labels has no opening bracket");
        var values = ReadElements(stream, header, (int)count);
        if (!header.IsBinary) stream.SkipSpace();
        stream.Expect(')', $"the list is not closed after its {count} labels");
        return values;
    }

    /// <summary>Reads what stands between the brackets.</summary>
    public static int[] ReadElements(FoamStream stream, FoamHeader header, int total)
    {
        var values = new int[DeclaredSize.FirstRoom(stream, total)];
        for (var done = 0; ;)
        {
            var room = values.AsSpan(done);
            if (!header.IsBinary) Text(stream, room);
            else if (header.LabelBytes == 4) stream.ReadExactly(MemoryMarshal.AsBytes(room));
            else Wide(stream, room);
            done = values.Length;
            if (done == total) return values;
            DeclaredSize.Grow(ref values, total);
        }
    }

    static void Text(FoamStream stream, Span<int> into)
    {
        for (var i = 0; i < into.Length; i++) into[i] = Numbers.NextLabel(stream);
    }

    static void Wide(FoamStream stream, Span<int> into)
    {
        Span<long> chunk = stackalloc long[512];
        for (var i = 0; i < into.Length; i += chunk.Length)
        {
            var part = chunk[..Math.Min(chunk.Length, into.Length - i)];
            stream.ReadExactly(MemoryMarshal.AsBytes(part));
            for (var k = 0; k < part.Length; k++)
            {
                into[i + k] = part[k] is >= int.MinValue and <= int.MaxValue
                    ? (int)part[k]
                    : throw stream.Error($"the label {part[k]} does not fit 32 bits", "Is \"arch\" in the header right? Otherwise the file is damaged: write it again.");
            }
        }
    }

    // "400{0}": few bytes declare a long list, so this is the one place where length is not bounded by the file.
    static int[] Uniform(FoamStream stream, long count)
    {
        const int Largest = 1 << 22;
        stream.Next();
        var value = Numbers.NextLabel(stream);
        stream.SkipSpace();
        stream.Expect('}', "a list of one repeated label is not closed");
        if (count is < 0 or > Largest) throw stream.Error($"a list of {count} equal labels", $"At most {Largest} are believed: write the list out.");
        var values = new int[count];
        Array.Fill(values, value);
        return values;
    }
}
