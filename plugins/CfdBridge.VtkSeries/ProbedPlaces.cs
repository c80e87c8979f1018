using CfdBridge.Vtk;

namespace CfdBridge.VtkSeries;

/// <summary>Places in a mesh whose values VTK interpolates, or the nearest cell gives where VTK finds none.</summary>
sealed class ProbedPlaces : IDisposable
{
    const double Resolved = 1e-6; // of the largest extent: along an axis on which cells differ by less the mesh is one cell thick

    readonly CellProbe probe;
    readonly byte[]? known;     // [cells]
    readonly int[] numbers;     // of the cells that may be used
    readonly double[] places;   // [places, 3]
    readonly Lazy<NearestPoints> nearest;

    /// <param name="usable">Numbers of the cells whose values may be used; null for all.</param>
    /// <param name="places">Row-major [places, 3].</param>
    /// <exception cref="EngineRefusedException">VTK cannot search the mesh.</exception>
    public ProbedPlaces(Mesh mesh, int[]? usable, double[] places)
    {
        numbers = usable ?? [.. Enumerable.Range(0, mesh.CellCount)];
        if (usable is not null)
        {
            known = new byte[mesh.CellCount];
            foreach (var cell in usable) known[cell] = 1;
        }

        this.places = Within(mesh, places);
        nearest = new(() => new([.. numbers.SelectMany(cell => mesh.CellCentres.AsSpan(3 * cell, 3).ToArray())], 3));
        try
        {
            probe = new(mesh, this.places);
        }
        catch (NativeException unusable)
        {
            throw new EngineRefusedException($"VTK cannot search the mesh: {unusable.Fact}.");
        }
    }

    public int Outside => probe.Outside;

    /// <summary>A field at the places, row-major [places, components].</summary>
    public float[] Apply(float[] values, int components)
    {
        var found = probe.Apply(values, components, known);
        for (var place = 0; place < probe.Count; place++)
        {
            if (!float.IsNaN(found[place * components])) continue;
            var cell = numbers[nearest.Value.Of(places[(3 * place)..(3 * place + 3)], 1)[0]];
            values.AsSpan(cell * components, components).CopyTo(found.AsSpan(place * components));
        }

        return found;
    }

    public void Dispose() => probe.Dispose();

    // A slice is found in a mesh of one layer wherever along its thickness it lies: the flow is the same there.
    static double[] Within(Mesh mesh, double[] places)
    {
        var (low, high) = (new double[3], new double[3]);
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        for (var i = 0; i < mesh.CellCentres.Length; i++) (low[i % 3], high[i % 3]) = (Math.Min(low[i % 3], mesh.CellCentres[i]), Math.Max(high[i % 3], mesh.CellCentres[i]));
        var largest = Enumerable.Range(0, 3).Max(axis => high[axis] - low[axis]);
        bool[] thin = [.. Enumerable.Range(0, 3).Select(axis => high[axis] - low[axis] <= Resolved * largest)];
        return !thin.Contains(true) || !thin.Contains(false) ? places : [.. places.Select((value, i) => thin[i % 3] ? (low[i % 3] + high[i % 3]) / 2 : value)];
    }
}
