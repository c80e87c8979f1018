using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>Some of a mesh's cells, drawn at random, and the values at them.</summary>
static class Thinned
{
    public static PointSet Points(Mesh mesh, double share, Random random)
    {
        var cells = Enumerable.Range(0, mesh.CellCount).ToArray();
        random.Shuffle(cells);
        return PointSet.CellsOf(mesh, [.. cells.Take(Math.Max(1, (int)(cells.Length * share))).Order()]);
    }

    /// <param name="values">Row-major [snapshots, all cells, channels].</param>
    /// <param name="row">Values of a snapshot.</param>
    /// <returns>Row-major [snapshots, cells, channels].</returns>
    public static float[] Values(float[] values, int[] cells, int row, int channels)
    {
        var selected = new float[values.Length / row * cells.Length * channels];
        for (var t = 0; t < values.Length / row; t++)
        {
            for (var i = 0; i < cells.Length; i++) values.AsSpan(t * row + cells[i] * channels, channels).CopyTo(selected.AsSpan((t * cells.Length + i) * channels));
        }

        return selected;
    }
}
