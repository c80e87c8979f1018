using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CfdBridge.Data;

/// <summary>What the header says of one tensor.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, slowest first.</param>
/// <param name="Start">First byte, counted from the end of the header.</param>
/// <param name="End">One past the last byte.</param>
public sealed record TensorInfo(TensorType Type, IReadOnlyList<long> Shape, long Start, long End);

/// <summary>Reads a safetensors file. Every size is checked against the file's length before anything is allocated for it.</summary>
public sealed class SafetensorsReader : IDisposable
{
    const long LongestHeader = 100_000_000; // the limit of the format's own library

    readonly string path;
    readonly FileStream stream;
    readonly long payload;
    readonly Dictionary<string, TensorInfo> tensors = [];
    readonly Dictionary<string, string> metadata = [];

    /// <exception cref="CaseFormatException">The file is damaged.</exception>
    public SafetensorsReader(string path)
    {
        this.path = path;
        stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            payload = ReadHeader();
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors => tensors;

    /// <summary>The text entries of <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>Reads one tensor whole as single precision, from that, from half, or from bytes with their scales (<see cref="ByteBlocks"/>).</summary>
    public float[] ReadSingle(string name) => tensors.TryGetValue(name, out var info) ? info.Type switch
    {
        TensorType.F16 => Array.ConvertAll(Read<Half>(name), value => (float)value),
        TensorType.I8 => FromBytes(name),
        _ => Read<float>(name),
    }
    : Read<float>(name);

    float[] FromBytes(string name)
    {
        var (bytes, scales) = (Read<sbyte>(name), Read<Half>(name + SafetensorsWriter.Scales));
        return bytes.Length == (long)scales.Length * ByteBlocks.Length ? ByteBlocks.Values(bytes, scales) : throw Damaged($"tensor {name} has {scales.Length} scales for {bytes.Length} bytes");
    }

    /// <summary>Reads one tensor whole.</summary>
    /// <exception cref="CaseFormatException">There is no such tensor, or it has another element type.</exception>
    public T[] Read<T>(string name) where T : unmanaged
    {
        if (!tensors.TryGetValue(name, out var info)) throw Damaged($"there is no tensor {name}");
        if (info.Type != TensorTypes.Of<T>()) throw Damaged($"tensor {name} holds {info.Type}, expected {TensorTypes.Of<T>()}");
        var values = new T[(info.End - info.Start) / TensorTypes.BytesOf(info.Type)];
        stream.Position = payload + info.Start;
        const int Piece = 1 << 24;
        for (var start = 0; start < values.Length; start += Piece)
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(Piece, values.Length - start))));
        return values;
    }

    /// <summary>Makes sure of a tensor's shape before anything relies on it.</summary>
    /// <exception cref="CaseFormatException">There is no such tensor, or it has another shape.</exception>
    public void Expect(string name, params long[] shape)
    {
        if (!tensors.TryGetValue(name, out var info)) throw Damaged($"there is no tensor {name}");
        if (!info.Shape.SequenceEqual(shape)) throw new CaseFormatException(path, $"tensor {name} is [{string.Join(", ", info.Shape)}], expected [{string.Join(", ", shape)}]", "The file belongs to another description: copy both together.");
    }

    public void Dispose() => stream.Dispose();

    long ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.Length < 8) throw Damaged($"{stream.Length} bytes are too few for a header");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > LongestHeader || length > stream.Length - 8)
            throw Damaged($"the header claims {length} bytes, the file has {stream.Length}");
        var text = new byte[length];
        stream.ReadExactly(text);
        try
        {
            using var header = JsonDocument.Parse(text);
            foreach (var entry in header.RootElement.EnumerateObject())
            {
                if (entry.Name == "__metadata__") ReadMetadata(entry.Value);
                else tensors[entry.Name] = ReadInfo(entry.Name, entry.Value, stream.Length - 8 - length);
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged($"the header is not safetensors JSON ({wrong.Message.TrimEnd('.')})");
        }

        return 8 + length;
    }

    void ReadMetadata(JsonElement entries)
    {
        foreach (var entry in entries.EnumerateObject()) metadata[entry.Name] = entry.Value.GetString() ?? "";
    }

    TensorInfo ReadInfo(string name, JsonElement entry, long available)
    {
        if (!Enum.TryParse<TensorType>(entry.GetProperty("dtype").GetString(), out var type))
            throw Damaged($"tensor {name} has the unknown element type {entry.GetProperty("dtype")}");
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var offsets = entry.GetProperty("data_offsets");
        var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (start < 0 || end < start || end > available)
            throw Damaged($"tensor {name} claims bytes {start} to {end} of {available}");
        var elements = (end - start) / TensorTypes.BytesOf(type);
        var product = 1L;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && product > long.MaxValue / size)) throw Damaged($"tensor {name} has the impossible shape [{string.Join(", ", shape)}]");
            product *= size;
        }

        if (product != elements || (end - start) % TensorTypes.BytesOf(type) != 0 || elements > Array.MaxLength)
            throw Damaged($"tensor {name} of shape [{string.Join(", ", shape)}] does not fill its {end - start} bytes of {type}");
        return new(type, shape, start, end);
    }

    CaseFormatException Damaged(string fact) => new(path, fact, "The file is cut short or not safetensors; write or copy it again.");
}
