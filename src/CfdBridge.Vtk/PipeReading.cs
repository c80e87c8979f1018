using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CfdBridge.Vtk;

/// <summary>Numbers from the reader's pipe, little-endian as they come.</summary>
static class PipeReading
{
    // A damaged answer must not allocate what it pleases.
    const int LongestText = 1 << 16;

    public static T Receive<T>(this Stream from) where T : unmanaged
    {
        T value = default;
        from.ReadExactly(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    public static T[] ReceiveArray<T>(this Stream from, int count) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        // A span of bytes is limited to 2 GiB: in parts.
        var step = (1 << 28) / Unsafe.SizeOf<T>();
        for (var at = 0; at < count; at += step) from.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(step, count - at))));
        return values;
    }

    public static byte[] ReceiveBytes(this Stream from, int count) =>
        count is >= 0 and <= LongestText ? from.ReceiveArray<byte>(count) : throw new IOException($"a text of {count} bytes");

    public static string ReceiveText(this Stream from) => Encoding.UTF8.GetString(from.ReceiveBytes(from.Receive<int>()));
}
