namespace CfdBridge.Torch;

/// <summary><c>cfdb_value</c>, bit for bit.</summary>
struct NativeValue
{
    public ValueKind Kind;
    public int Count;
    public long Payload; // an integer, the bits of a double, or an address
}

/// <summary>What a <see cref="NativeValue"/> is, by the shim's own numbers.</summary>
enum ValueKind
{
    None = 0,
    Tensor = 1,
    TensorList = 2,
    OptionalTensorList = 3,
    Int = 4,
    Double = 5,
    Bool = 6,
    IntList = 7,
    DoubleList = 8,
    String = 9,
    Device = 10,
    Generator = 11,
}
