using System.Runtime.InteropServices;

namespace CfdBridge.OpenFoam;

/// <summary>Reads lists of real numbers, vectors and tensors, after their length.</summary>
static class RealList
{
    /// <summary>The numbers of all elements: <c>float[]</c> where they are raw single precision, else <c>double[]</c>.</summary>
    public static Array Read(FoamStream stream, FoamHeader header, ElementType type, long count)
    {
        var leastBytes = header.IsBinary ? type.Components * header.ScalarBytes : 2 * type.Components;
        stream.SkipSpace();
        if (stream.Peek() == '{') leastBytes = 0; // one value for all: the caller knows the length from elsewhere
        DeclaredSize.Check(stream, count, Math.Max(leastBytes, 1), type.Components);
        var total = (int)count * type.Components;
        if (count == 0) return Empty(stream, header);
        return header.IsSingle ? Read<float>(stream, header, type, total) : Read<double>(stream, header, type, total);
    }

    static Array Empty(FoamStream stream, FoamHeader header)
    {
        if (stream.Peek() is '(')
        {
            stream.Next();
            stream.SkipSpace();
            stream.Expect(')', "a list of 0 elements is not closed");
        }

        return header.IsSingle ? Array.Empty<float>() : Array.Empty<double>();
    }

    static T[] Read<T>(FoamStream stream, FoamHeader header, ElementType type, int total) where T : unmanaged
    {
        var isUniform = stream.Peek() == '{';
        if (!isUniform) stream.Expect('(', $"a list of {total / type.Components} {type.Plural} has no opening bracket");
        if (isUniform) return Uniform<T>(stream, type, total);
        var values = header.IsBinary ? Raw<T>(stream, total) : (T[])(object)Text(stream, type, total); // text is read as double only
        if (!header.IsBinary) stream.SkipSpace();
        stream.Expect(')', $"the list is not closed after its {total / type.Components} {type.Plural}");
        return values;
    }

    static T[] Raw<T>(FoamStream stream, int total) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(DeclaredSize.FirstRoom(stream, total));
        for (var done = 0; ;)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(done)));
            done = values.Length;
            if (done == total) return values;
            DeclaredSize.Grow(ref values, total);
        }
    }

    static double[] Text(FoamStream stream, ElementType type, int total)
    {
        var values = new double[DeclaredSize.FirstRoom(stream, total)];
        for (var i = 0; i < total;)
        {
            if (type.HasBrackets) Bracket(stream, '(', type);
            for (var c = 0; c < type.Components; c++)
            {
                if (i == values.Length) DeclaredSize.Grow(ref values, total);
                values[i++] = Numbers.Next(stream);
            }

            if (type.HasBrackets) Bracket(stream, ')', type);
        }

        return values;
    }

    static T[] Uniform<T>(FoamStream stream, ElementType type, int total) where T : unmanaged
    {
        stream.Next();
        var one = Text(stream, type, type.Components);
        stream.SkipSpace();
        stream.Expect('}', "a list of one repeated value is not closed");
        var values = new T[total];
        for (var i = 0; i < total; i++)
        {
            if (values is float[] floats) floats[i] = (float)one[i % one.Length];
            else ((double[])(object)values)[i] = one[i % one.Length];
        }

        return values;
    }

    static void Bracket(FoamStream stream, char mark, ElementType type)
    {
        stream.SkipSpace();
        if (stream.Take(mark)) return;
        var found = stream.Peek() < 0 ? "the end of the file" : $"\"{(char)stream.Peek()}\"";
        throw stream.Error($"expected '{mark}' of one of the {type.Plural}, found {found}", FoamStream.StillWriting);
    }
}
