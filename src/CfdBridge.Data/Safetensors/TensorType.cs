namespace CfdBridge.Data;

/// <summary>Element types of safetensors that the project uses, by the format's own names.</summary>
public enum TensorType
{
    U8,
    I8,
    I32,
    I64,
    F16,
    F32,
    F64,
}

/// <summary>Names and sizes of <see cref="TensorType"/>.</summary>
public static class TensorTypes
{
    public static int BytesOf(TensorType type) => type switch
    {
        TensorType.U8 or TensorType.I8 => 1,
        TensorType.F16 => 2,
        TensorType.I32 or TensorType.F32 => 4,
        TensorType.I64 or TensorType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type"),
    };

    public static TensorType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(byte) ? TensorType.U8
        : typeof(T) == typeof(sbyte) ? TensorType.I8
        : typeof(T) == typeof(int) ? TensorType.I32
        : typeof(T) == typeof(long) ? TensorType.I64
        : typeof(T) == typeof(Half) ? TensorType.F16
        : typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(double) ? TensorType.F64
        : throw new NotSupportedException($"safetensors has no element type for {typeof(T).Name}.");
}
