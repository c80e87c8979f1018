namespace CfdBridge.Vtk;

/// <summary>
/// Cell fields at places, as ParaView's filters "Cell Data to Point Data" and "Resample With Dataset" find them: VTK averages
/// the cells around each point of the mesh, and interpolates between the points of the cell that holds a place. Which cell that
/// is and how its points weigh is found once. Not for several threads.
/// </summary>
public sealed class CellProbe : IDisposable
{
    const string Fix = "Is the mesh sound? OpenFOAM's checkMesh says what is wrong with it.";

    readonly PinnedGrid grid;
    readonly ProbeHandle probe;
    readonly int cells;

    /// <param name="mesh">Where values are known.</param>
    /// <param name="places">Row-major [places, 3], metres.</param>
    /// <exception cref="NativeException">VTK cannot use the mesh.</exception>
    public CellProbe(Mesh mesh, double[] places)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(places);
        (Count, cells) = (places.Length / 3, mesh.CellCount);
        grid = new(mesh);
        try
        {
            (probe, Outside) = grid.Probe(places);
        }
        catch
        {
            grid.Dispose();
            throw;
        }
    }

    /// <summary>Number of places.</summary>
    public int Count { get; }

    /// <summary>How many of them no cell holds.</summary>
    public int Outside { get; }

    /// <summary>A field at the places, row-major [places, components]; NaN outside the mesh and where no cell around is known.</summary>
    /// <param name="values">Row-major [cells, components].</param>
    /// <param name="known">For each cell 0 where its value is not used; null to use all.</param>
    /// <exception cref="NativeException">VTK fails.</exception>
    public float[] Apply(float[] values, int components, byte[]? known = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != cells * components) throw new ArgumentException($"values: expected {cells} rows of {components}, found {values.Length} numbers.", nameof(values));
        if (known is not null && known.Length != cells) throw new ArgumentException($"known: expected one for each of {cells} cells, found {known.Length}.", nameof(known));
        var result = new float[Count * components];
        if (result.Length > 0) VtkNative.Expect(VtkNative.ProbeApply(probe, values, known, components, result), "the interpolation of a cell field", Fix);
        return result;
    }

    public void Dispose()
    {
        probe.Dispose(); // before what it points into
        grid.Dispose();
    }
}
