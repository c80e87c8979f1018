namespace CfdBridge.Pipeline;

/// <summary>
/// Sensor readings as a VTK file, or a series of them, whose points or cells are the sensors. Times are those of the series
/// or, where one file holds all, of an array <c>time</c> beside the readings.
/// </summary>
static class SensorSeries
{
    static readonly string[] TimeArrays = ["time", "TimeValue"];

    /// <param name="layout">Fields of the case.</param>
    /// <exception cref="CaseFormatException">It has no field of the case, or does not say when it was read.</exception>
    public static SensorReadings Of(string path, IReadOnlyList<Snapshot> steps, FieldSet layout)
    {
        if (steps[0].Fields.Count == 0) throw new CaseFormatException(path, "it has places but no arrays, so nothing was read", $"Give its points arrays named as the case's fields: {string.Join(", ", layout.Select(field => field.Name))}.");
        var read = steps[0].Fields.Where(field => layout.TryGet(field.Name, FieldAssociation.Cell, out var own) && own.Components == field.Components).ToArray();
        if (read.Length == 0) throw new CaseFormatException(path, $"none of its arrays ({string.Join(", ", steps[0].Fields.Select(field => field.Name))}) is a field of the case", NearMatch.Hint(steps[0].Fields.Select(field => field.Name).FirstOrDefault() ?? "", layout.Select(field => field.Name)));
        SensorChannel[] channels = [.. read.SelectMany(field => Enumerable.Range(0, field.Components).Select(component => new SensorChannel(field.Name, component)))];
        var association = read[0].Association;
        var when = steps[0].Fields.FirstOrDefault(field => field.Association == association && field.Components == 1 && TimeArrays.Contains(field.Name, StringComparer.OrdinalIgnoreCase))?.Name;
        if (when is null && steps.Count == 1 && steps[0].TimeSeconds == 0)
            throw new CaseFormatException(path, "it does not say at what time it was read (its time is none, or 0)", "Name the files in a .vtp.series or .pvd with their times, or add an array \"time\" to the points.");
        var rows = new List<(double, (double, double, double), double[])>();
        foreach (var step in steps)
        {
            var places = association == FieldAssociation.Cell ? step.Mesh.CellCentres : step.Mesh.Points;
            float[][] values = [.. read.Select(field => step.Fields.TryGet(field.Name, association, out var own) ? own.ToSingle() : throw new CaseFormatException(path, $"its step at {step.TimeSeconds:G8} has no {field.Name}", "Write the same arrays at all times."))];
            var times = when is null ? null : step.Fields.TryGet(when, association, out var told) ? told.ToDouble() : throw new CaseFormatException(path, $"its step at {step.TimeSeconds:G8} has no {when}", "Write the same arrays at all times.");
            for (var sensor = 0; sensor < places.Length / 3; sensor++)
            {
                double[] own = [.. read.SelectMany((field, f) => Enumerable.Range(0, field.Components).Select(component => (double)values[f][sensor * field.Components + component]))];
                rows.Add((times?[sensor] ?? step.TimeSeconds, (places[3 * sensor], places[3 * sensor + 1], places[3 * sensor + 2]), own));
            }
        }

        return SensorTable.Gathered(path, rows, channels);
    }
}
