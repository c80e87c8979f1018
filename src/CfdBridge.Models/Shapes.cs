namespace CfdBridge.Models;

/// <summary>Checks, at the public door, that an array holds what its shape says.</summary>
static class Shapes
{
    /// <exception cref="ArgumentException">The array has another length than the product of the sizes.</exception>
    public static void Expect<T>(T[] values, string name, params ReadOnlySpan<(string Name, int Size)> shape)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        var (product, words) = (1L, new List<string>());
        foreach (var (axis, size) in shape)
        {
            product *= size;
            words.Add($"{axis}={size}");
        }

        if (product != values.Length) throw new ArgumentException($"{name}: expected [{string.Join(", ", words)}], got {values.Length} numbers.", name);
    }
}
