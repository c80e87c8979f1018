using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>The number type in which this machine multiplies matrices fastest.</summary>
public static class Products
{
    // As /proc/cpuinfo names them: matrix units (Intel since 2023), dot products of vectors (AMD since Zen 4, some of Intel's).
    static readonly string[] Units = ["amx_bf16", "avx512_bf16"];

    /// <summary>bfloat16 where the processor multiplies in it: two to twenty times faster there, slower elsewhere.</summary>
    public static ScalarType Fastest { get; } = Multiplies16() ? ScalarType.BFloat16 : ScalarType.Float32;

    static bool Multiplies16()
    {
        const string Processor = "/proc/cpuinfo";
        var flags = File.Exists(Processor) ? File.ReadLines(Processor).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) : null;
        return flags?.Split(' ').Intersect(Units).Any() == true;
    }
}
