namespace CfdBridge.Neural;

/// <summary>The cell at which a finished run swings most across its stream; along it, a wake swings twice in a cycle.</summary>
/// <param name="Field">Which field.</param>
sealed record SwingingPlace(string Field, int Cell, int Component)
{
    /// <param name="run">The end of a run.</param>
    public static SwingingPlace Of(Trajectory run)
    {
        var field = run.Last.Fields.MaxBy(one => one.Components)!; // a velocity, where there is one
        double[] sum = new double[field.Rows * field.Components], square = new double[sum.Length];
        foreach (var snapshot in run.Snapshots)
        {
            var values = snapshot.Fields[field.Name].ToSingle();
            for (var i = 0; i < sum.Length; i++) (sum[i], square[i]) = (sum[i] + values[i], square[i] + (double)values[i] * values[i]);
        }

        var (width, last) = (field.Components, field.ToSingle());
        var stream = width == 1 ? -1 : Enumerable.Range(0, width).MaxBy(c => Math.Abs(run.Mesh.CellVolumes.Select((volume, row) => volume * last[row * width + c]).Sum()));
        var at = Enumerable.Range(0, sum.Length).Where(i => i % width != stream).MaxBy(i => square[i] / run.Count - Math.Pow(sum[i] / run.Count, 2));
        return new(field.Name, at / width, at % width);
    }

    public double In(FieldSet fields) => fields[Field].ToSingle()[Cell * fields[Field].Components + Component];

    /// <summary>How a run's end swings here.</summary>
    public RunCycle Cycle(Trajectory run) => RunCycle.Of([.. run.Snapshots.Select(snapshot => snapshot.TimeSeconds)], [.. run.Snapshots.Select(snapshot => In(snapshot.Fields))]);
}
