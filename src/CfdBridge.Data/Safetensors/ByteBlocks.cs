namespace CfdBridge.Data;

/// <summary>
/// Numbers in a byte each: blocks of 32 share a scale in half precision, the largest of them over 127 (the layout that
/// language models call Q8_0). The root mean square error is at most 1/440 of a block's largest number.
/// </summary>
public static class ByteBlocks
{
    public const int Length = 32;
    const float Most = 127;

    /// <summary>Whether so many numbers are whole blocks.</summary>
    public static bool Fits(long count) => count > 0 && count % Length == 0;

    /// <param name="values">Whole blocks.</param>
    public static (sbyte[] Bytes, Half[] Scales) Of(ReadOnlySpan<float> values)
    {
        if (!Fits(values.Length)) throw new ArgumentException($"values: {values.Length} are no whole blocks of {Length}.", nameof(values));
        var (bytes, scales) = (new sbyte[values.Length], new Half[values.Length / Length]);
        for (var block = 0; block < scales.Length; block++)
        {
            var largest = 0f;
            foreach (var value in values.Slice(block * Length, Length)) largest = Math.Max(largest, Math.Abs(value));
            scales[block] = (Half)(largest / Most);
            var scale = (float)scales[block];
            if (scale == 0) continue;
            for (var i = block * Length; i < (block + 1) * Length; i++) bytes[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -Most, Most);
        }

        return (bytes, scales);
    }

    public static float[] Values(ReadOnlySpan<sbyte> bytes, ReadOnlySpan<Half> scales)
    {
        if (bytes.Length != (long)scales.Length * Length) throw new ArgumentException($"scales: {scales.Length} for {bytes.Length} numbers, expected one for each {Length}.", nameof(scales));
        var values = new float[bytes.Length];
        for (var i = 0; i < values.Length; i++) values[i] = bytes[i] * (float)scales[i / Length];
        return values;
    }
}
