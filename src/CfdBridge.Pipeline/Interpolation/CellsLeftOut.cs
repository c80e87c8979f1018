namespace CfdBridge.Pipeline;

/// <summary>Judges engines that interpolate in space: some cells are held back and found from the others.</summary>
static class CellsLeftOut
{
    const int OneOf = 8;
    const int Seed = 1;

    /// <param name="most">Observed steps that are tried.</param>
    /// <exception cref="EngineRefusedException">There are too few cells.</exception>
    public static (string LeftOut, Trial Trial) Of(Trajectory observed, int most)
    {
        var mesh = observed.Mesh;
        if (mesh.CellCount < 4 * OneOf) throw new EngineRefusedException($"The mesh has {mesh.CellCount} cells, which are too few to leave some out.");
        var random = new Random(Seed);
        bool[] hidden = [.. Enumerable.Range(0, mesh.CellCount).Select(_ => random.Next(OneOf) == 0)];
        int[] known = [.. Enumerable.Range(0, mesh.CellCount).Where(cell => !hidden[cell])];
        int[] rows = [.. Enumerable.Range(0, mesh.CellCount).Where(cell => hidden[cell])];
        var tried = Math.Min(most, observed.Count);
        var some = new Trajectory([.. Enumerable.Range(0, tried).Select(i => observed.Snapshots[tried == 1 ? observed.Count - 1 : i * (observed.Count - 1) / (tried - 1)])]);
        double[] weights = [.. rows.Select(row => mesh.CellVolumes[row])];
        var share = Math.Sqrt(weights.Sum() / mesh.CellVolumes.Sum());
        double[] scales = [.. observed.Last.Fields.Select((_, f) => share * WeightedNorm.ErrorScale(observed.Snapshots, f))];
        var truth = some.Snapshots.Select(snapshot => new TrialTruth(1, [.. snapshot.Fields.Select((field, f) => (field, f)).Where(one => one.field.Association == FieldAssociation.Cell)
            .Select(one => new FieldTruth(one.f, one.field.Name, one.field.Components, rows, Rows(one.field, rows), weights, scales[one.f]))])).ToArray();
        return ($"one of {OneOf} cells in {tried} steps", new(some, new OntoMesh(mesh, known), truth));
    }

    /// <summary>Some rows of a field, row-major [rows, components].</summary>
    public static float[] Rows(Field field, int[] rows)
    {
        var (values, some) = (field.ToSingle(), new float[rows.Length * field.Components]);
        for (var i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * field.Components, field.Components).CopyTo(some.AsSpan(i * field.Components));
        return some;
    }

    /// <summary>The cell nearest to each place.</summary>
    /// <param name="places">Row-major [places, 3].</param>
    public static int[] NearestCells(Mesh mesh, double[] places)
    {
        var tree = new NearestPoints(mesh.CellCentres, 3);
        var nearest = new int[places.Length / 3];
        Parallel.For(0, nearest.Length, place => nearest[place] = tree.Of(places[(3 * place)..(3 * place + 3)], 1)[0]);
        return nearest;
    }
}
