using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CfdBridge.Tests.Training;

/// <summary>A PNG file of eight-bit colours in unfiltered rows, read back by the standard's words.</summary>
sealed record PngPicture(int Width, int Height, byte[] Pixels)
{
    public static PngPicture Read(string path)
    {
        var file = File.ReadAllBytes(path);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file[..8]);
        var (width, height, at, data) = (0, 0, 8, new MemoryStream());
        var types = new List<string>();
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            types.Add(Encoding.ASCII.GetString(file, at + 4, 4));
            Assert.Equal(Remainder(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (types[^1] == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12)));
                Assert.Equal([8, 2, 0, 0, 0], file[(at + 16)..(at + 21)]);
            }

            if (types[^1] == "IDAT") data.Write(file, at + 8, length);
            at += length + 12;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], types);
        data.Position = 0;
        var (pixels, row) = (new byte[height * width * 3], new byte[1 + width * 3]);
        using var unpacked = new ZLibStream(data, CompressionMode.Decompress);
        for (var y = 0; y < height; y++)
        {
            unpacked.ReadExactly(row);
            Assert.Equal(0, row[0]);
            row.AsSpan(1).CopyTo(pixels.AsSpan(y * width * 3));
        }

        Assert.Equal(-1, unpacked.ReadByte());
        return new(width, height, pixels);
    }

    public (byte Red, byte Green, byte Blue) At(int x, int y) => (Pixels[(y * Width + x) * 3], Pixels[(y * Width + x) * 3 + 1], Pixels[(y * Width + x) * 3 + 2]);

    // Bit by bit, unlike the writer's table.
    static uint Remainder(ReadOnlySpan<byte> bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
                remainder = ((remainder ^ (uint)(value >> bit)) & 1) != 0 ? (remainder >> 1) ^ 0xedb88320 : remainder >> 1;
        }

        return ~remainder;
    }
}
