using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Data;

public sealed class ByteBlocksTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void No_number_is_off_by_more_than_half_a_step_of_its_block()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 320).Select(i => (float)((random.NextDouble() - 0.5) * Math.Pow(10, i / ByteBlocks.Length - 5)))];

        var (bytes, scales) = ByteBlocks.Of(values);
        var restored = ByteBlocks.Values(bytes, scales);

        for (var i = 0; i < values.Length; i++)
        {
            var largest = values[(i / 32 * 32)..(i / 32 * 32 + 32)].Max(Math.Abs);
            Assert.True(Math.Abs(restored[i] - values[i]) <= largest * (0.5 / 127 + 0.001) + 6e-8, $"{values[i]} became {restored[i]}"); // and the scale's own rounding; below 6e-8 a half is none
        }
    }

    [Fact]
    public void A_tensor_in_bytes_is_read_as_single_precision_by_its_name()
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(i => i - 32f)];
        var writer = new SafetensorsWriter();
        writer.AddBytes("w", values, 2, 32);
        AtomicFile.Write(folder.At("file"), writer.WriteTo);

        using var reader = new SafetensorsReader(folder.At("file"));

        Assert.Equal([2, 32], reader.Tensors["w"].Shape);
        Assert.All(reader.ReadSingle("w").Zip(values), pair => Assert.Equal(pair.Second, pair.First, 0.15f));
    }

    [Fact]
    public void Scales_that_do_not_fit_are_an_error()
    {
        var writer = new SafetensorsWriter();
        writer.Add("w", new sbyte[64], 64);
        writer.Add("w.scales", new Half[1], 1);
        AtomicFile.Write(folder.At("file"), writer.WriteTo);
        using var reader = new SafetensorsReader(folder.At("file"));

        Assert.Contains("1 scales for 64 bytes", Assert.Throws<CaseFormatException>(() => reader.ReadSingle("w")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
