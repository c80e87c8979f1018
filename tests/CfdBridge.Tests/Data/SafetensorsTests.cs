using System.Buffers.Binary;
using System.Text;
using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Data;

public sealed class SafetensorsTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void Every_element_type_comes_back_bit_for_bit()
    {
        var writer = new SafetensorsWriter();
        writer.Add("u8", new byte[] { 0, 255 }, 2);
        writer.Add("i32", new[] { int.MinValue, 7 }, 2, 1);
        writer.Add("i64", new[] { long.MaxValue }, 1);
        writer.Add("f16", new[] { (Half)1.5f }, 1);
        writer.Add("f32", new[] { float.NaN, 1e-40f }, 1, 2);
        writer.Add("f64", new[] { double.Epsilon, double.NegativeInfinity }, 2);
        writer.AddMetadata("name", "été");

        using var reader = Written(writer);

        Assert.Equal([0, 255], reader.Read<byte>("u8"));
        Assert.Equal([int.MinValue, 7], reader.Read<int>("i32"));
        Assert.Equal([long.MaxValue], reader.Read<long>("i64"));
        Assert.Equal([(Half)1.5f], reader.Read<Half>("f16"));
        Assert.Equal([float.NaN, 1e-40f], reader.Read<float>("f32"));
        Assert.Equal([double.Epsilon, double.NegativeInfinity], reader.Read<double>("f64"));
        Assert.Equal([1L, 2L], reader.Tensors["f32"].Shape);
        Assert.Equal("été", reader.Metadata["name"]);
    }

    [Fact]
    public void A_shape_that_does_not_hold_the_values_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter().Add("x", new float[6], 4, 2));
    }

    public static TheoryData<string, string> Damaged => new()
    {
        { "", "too few" },
        { "\u0001", "too few" },
        { Header("{}", length: 1L << 40), "claims" },
        { Header("{}", length: -1), "claims" },
        { Header("{\"x\":"), "not safetensors JSON" },
        { Header("[1,2]"), "not safetensors JSON" },
        { Header("{\"x\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}") + "abcd", "F99" },
        { Header("{\"x\":{\"dtype\":\"F32\",\"shape\":[1000000000000],\"data_offsets\":[0,4000000000000]}}"), "claims bytes" },
        { Header("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}") + "abcd", "does not fill" },
        { Header("{\"x\":{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}}") + "abcd", "impossible shape" },
        { Header("{\"x\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}") + "abcd", "impossible shape" },
        { Header("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}") + "abcd", "claims bytes" },
        { Header("{\"x\":{\"shape\":[1],\"data_offsets\":[0,4]}}") + "abcd", "not safetensors JSON" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_file_is_refused_before_anything_is_allocated_for_it(string content, string fact)
    {
        var path = folder.At("x.safetensors");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var failure = Assert.Throws<CaseFormatException>(() => new SafetensorsReader(path));

        Assert.Contains(fact, failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Thing, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    public void Dispose() => folder.Dispose();

    SafetensorsReader Written(SafetensorsWriter writer)
    {
        AtomicFile.Write(folder.At("x.safetensors"), writer.WriteTo);
        return new(folder.At("x.safetensors"));
    }

    static string Header(string json, long? length = null)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, length ?? json.Length);
        return Encoding.Latin1.GetString(prefix) + json;
    }
}
