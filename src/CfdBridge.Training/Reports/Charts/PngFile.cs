using System.Buffers.Binary;
using System.IO.Compression;

namespace CfdBridge.Training;

/// <summary>Pixels as a PNG file (ISO/IEC 15948): eight bits for each of red, green and blue, and for how solid they are where that is given.</summary>
public static class PngFile
{
    static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var remainder = (uint)value;
        for (var bit = 0; bit < 8; bit++) remainder = (remainder & 1) != 0 ? 0xedb88320 ^ (remainder >> 1) : remainder >> 1;
        return remainder;
    })];

    /// <param name="pixels">Row-major [height, width, 3], or [height, width, 4] with the solidity last.</param>
    public static void Write(Stream stream, int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(pixels);
        var channels = pixels.Length / (width * height);
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, channels == 4 ? (byte)6 : (byte)2); // bits of a sample, red green blue with or without solidity
        Chunk(stream, "IHDR"u8, header);
        Chunk(stream, "IDAT"u8, Packed(pixels, channels * width));
        Chunk(stream, "IEND"u8, []);
    }

    static byte[] Packed(byte[] pixels, int row)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (var at = 0; at < pixels.Length; at += row)
            {
                zlib.WriteByte(0); // rows are not filtered: even ground packs well as it is
                zlib.Write(pixels, at, row);
            }
        }

        return packed.ToArray();
    }

    static void Chunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        var check = uint.MaxValue;
        foreach (var value in type) check = Remainders[(check ^ value) & 0xff] ^ (check >> 8);
        foreach (var value in data) check = Remainders[(check ^ value) & 0xff] ^ (check >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~check);
        stream.Write(number);
    }
}
