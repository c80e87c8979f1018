using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>The number type in which this machine multiplies matrices fastest.</summary>
public static class Products
{
    /// <summary>bfloat16 where the processor has matrix units for it: five to twenty times faster there, slower elsewhere.</summary>
    public static ScalarType Fastest { get; } = HasMatrixUnits() ? ScalarType.BFloat16 : ScalarType.Float32;

    static bool HasMatrixUnits()
    {
        const string Processor = "/proc/cpuinfo";
        return File.Exists(Processor) && File.ReadLines(Processor).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Contains(" amx_bf16", StringComparison.Ordinal) == true;
    }
}
