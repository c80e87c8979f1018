using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CfdBridge.Data;

/// <summary>
/// Writes a safetensors file: eight bytes of header length, a JSON header, then the tensors one after the other,
/// row-major and little-endian. Tensors are kept by reference until <see cref="WriteTo"/>.
/// </summary>
public sealed class SafetensorsWriter
{
    internal const string Scales = ".scales";

    readonly JsonObject header = [];
    readonly JsonObject metadata = [];
    readonly List<Action<Stream>> payloads = [];
    long offset;

    /// <summary>Adds a text entry to <c>__metadata__</c>.</summary>
    public void AddMetadata(string key, string value) => metadata.Add(key, value);

    /// <summary>Adds a tensor.</summary>
    /// <exception cref="ArgumentException">The shape does not hold as many elements as there are values.</exception>
    public void Add<T>(string name, T[] values, params long[] shape) where T : unmanaged
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != values.Length)
            throw new ArgumentException($"{name}: shape [{string.Join(", ", shape)}] does not hold {values.Length} values.", nameof(shape));

        var bytes = (long)values.Length * TensorTypes.BytesOf(TensorTypes.Of<T>());
        header.Add(name, new JsonObject
        {
            ["dtype"] = TensorTypes.Of<T>().ToString(),
            ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]),
            ["data_offsets"] = new JsonArray(offset, offset + bytes),
        });
        offset += bytes;
        payloads.Add(stream => WriteInPieces(stream, values));
    }

    /// <summary>Adds a tensor in bytes, and its scales under the same name with <c>.scales</c> behind.</summary>
    /// <param name="values">Whole blocks (<see cref="ByteBlocks"/>).</param>
    public void AddBytes(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        var (bytes, scales) = ByteBlocks.Of(values);
        Add(name, bytes, shape);
        Add(name + Scales, scales, scales.Length);
    }

    public void WriteTo(Stream stream)
    {
        if (metadata.Count > 0) header["__metadata__"] = metadata;
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (text.Length + 7) / 8 * 8; // so that 8-byte elements stand aligned in a mapped file
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        stream.Write(length);
        stream.Write(text);
        for (var i = text.Length; i < padded; i++) stream.WriteByte((byte)' ');
        foreach (var payload in payloads) payload(stream);
    }

    // A span counts bytes in an int, so arrays beyond 2 GiB go out in pieces.
    static void WriteInPieces<T>(Stream stream, T[] values) where T : unmanaged
    {
        const int Piece = 1 << 24;
        for (var start = 0; start < values.Length; start += Piece)
            stream.Write(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(Piece, values.Length - start))));
    }
}
