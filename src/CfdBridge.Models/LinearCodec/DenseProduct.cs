using System.Numerics;
using System.Runtime.InteropServices;

namespace CfdBridge.Models;

/// <summary>Products of small dense matrices, row-major, on one core: tiles of four rows and two vectors stay in registers.</summary>
static class DenseProduct
{
    const int TileRows = 4;

    /// <summary>c = a b.</summary>
    /// <param name="a">[rows, inner].</param>
    /// <param name="b">[inner, columns].</param>
    /// <param name="c">[rows, columns].</param>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int inner, int columns) where T : unmanaged, INumber<T>
    {
        if (a.Length < rows * inner || b.Length < inner * columns || c.Length < rows * columns)
            throw new ArgumentException($"[{rows}, {inner}] x [{inner}, {columns}]: the arrays are too short.");
        var width = 2 * Vector<T>.Count;
        var (tiledRows, tiledColumns) = (rows - rows % TileRows, columns - columns % width);
        for (var column = 0; column < tiledColumns; column += width)
        {
            for (var row = 0; row < tiledRows; row += TileRows) Tile(a, b, c, row, column, inner, columns);
        }

        Rest(a, b, c, 0, tiledRows, tiledColumns, inner, columns);
        Rest(a, b, c, tiledRows, rows, 0, inner, columns);
    }

    /// <summary>The transposed matrix.</summary>
    public static T[] Transposed<T>(ReadOnlySpan<T> matrix, int rows, int columns)
    {
        var transposed = new T[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++) transposed[column * rows + row] = matrix[row * columns + column];
        }

        return transposed;
    }

    static void Tile<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int row, int column, int inner, int columns) where T : unmanaged, INumber<T>
    {
        Vector<T> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        ref var right = ref MemoryMarshal.GetReference(b);
        var a0 = a.Slice(row * inner, inner);
        var a1 = a.Slice((row + 1) * inner, inner);
        var a2 = a.Slice((row + 2) * inner, inner);
        var a3 = a.Slice((row + 3) * inner, inner);
        for (var k = 0; k < a0.Length; k++)
        {
            var at = (nuint)(k * columns + column);
            var (b0, b1) = (Vector.LoadUnsafe(ref right, at), Vector.LoadUnsafe(ref right, at + (nuint)Vector<T>.Count));
            var f = new Vector<T>(a0[k]);
            (s00, s01) = (Fused(f, b0, s00), Fused(f, b1, s01));
            f = new Vector<T>(a1[k]);
            (s10, s11) = (Fused(f, b0, s10), Fused(f, b1, s11));
            f = new Vector<T>(a2[k]);
            (s20, s21) = (Fused(f, b0, s20), Fused(f, b1, s21));
            f = new Vector<T>(a3[k]);
            (s30, s31) = (Fused(f, b0, s30), Fused(f, b1, s31));
        }

        Store(c, row * columns + column, s00, s01);
        Store(c, (row + 1) * columns + column, s10, s11);
        Store(c, (row + 2) * columns + column, s20, s21);
        Store(c, (row + 3) * columns + column, s30, s31);
    }

    // The casts vanish: the branch is decided when the method is compiled for its type.
    static Vector<T> Fused<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(double) ? Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>()
        : typeof(T) == typeof(float) ? Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : a * b + c;

    static void Store<T>(Span<T> c, int at, Vector<T> first, Vector<T> second) where T : unmanaged
    {
        first.CopyTo(c[at..]);
        second.CopyTo(c[(at + Vector<T>.Count)..]);
    }

    static void Rest<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int firstRow, int lastRow, int firstColumn, int inner, int columns) where T : unmanaged, INumber<T>
    {
        for (var row = firstRow; row < lastRow && firstColumn < columns; row++)
        {
            var sum = c.Slice(row * columns + firstColumn, columns - firstColumn);
            sum.Clear();
            for (var k = 0; k < inner; k++)
            {
                var factor = a[row * inner + k];
                var from = b.Slice(k * columns + firstColumn, sum.Length);
                var i = 0;
                for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
                    Fused(new Vector<T>(factor), new Vector<T>(from[i..]), new Vector<T>(sum[i..])).CopyTo(sum[i..]);
                for (; i < sum.Length; i++) sum[i] += factor * from[i];
            }
        }
    }
}
