namespace CfdBridge.OpenFoam;

/// <summary>A declared number of elements is believed only as far as there are bytes for them: nothing is allocated before.</summary>
static class DeclaredSize
{
    /// <summary>Elements to allocate at first where a packed file does not say how much is left; then as many as have been read.</summary>
    public const int FirstChunk = 1 << 16;

    /// <param name="count">Elements declared.</param>
    /// <param name="leastBytes">Bytes that an element takes at least.</param>
    /// <param name="numbers">Numbers in an element.</param>
    public static void Check(FoamStream stream, long count, int leastBytes, int numbers)
    {
        if (count < 0) throw stream.Error($"a list of {count} elements", "Write the file again; this one is damaged.");
        if (stream.BytesLeft is { } left && count > left / leastBytes)
            throw stream.Error($"{count} elements are declared, which need at least {leastBytes} bytes each, but {left} bytes are left", FoamStream.StillWriting);
        if (count > Array.MaxLength / numbers)
            throw stream.Error($"{count} elements are declared; at most {Array.MaxLength / numbers} can be read", "Is the file damaged? Otherwise the case is too large for one process.");
    }

    /// <summary>How many numbers to make room for now.</summary>
    public static int FirstRoom(FoamStream stream, int total) => stream.BytesLeft is null ? Math.Min(total, FirstChunk) : total;

    /// <summary>Doubles an array that is full, up to the declared size.</summary>
    public static void Grow<T>(ref T[] values, int total) => Array.Resize(ref values, (int)Math.Min(total, 2L * values.Length));
}
