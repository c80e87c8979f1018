namespace CfdBridge.Pipeline;

/// <summary>Judges engines that work from sensors: some of these are held back and found from the others, each once.</summary>
static class SensorsLeftOut
{
    const int Folds = 4;
    const double LeastFluctuation = 1e-3; // of the readings' rms

    /// <exception cref="EngineRefusedException">There is one sensor only.</exception>
    public static IReadOnlyList<Trial> Of(Trajectory observed, SensorReadings readings)
    {
        if (readings.Count < 2) throw new EngineRefusedException("There is one sensor. Two at least are needed: one is left out and found from the others, to say how far the field may be off.");
        var cells = CellsLeftOut.NearestCells(observed.Mesh, readings.Places);
        var folds = Math.Min(Folds, readings.Count);
        return [.. Enumerable.Range(0, folds).Select(fold => new Trial(observed, new FromSensors(readings.Where(sensor => sensor % folds != fold)),
            [.. Enumerable.Range(0, readings.TimesSeconds.Count).Select(time => new TrialTruth(1, Truth(observed, readings, cells, time, [.. Enumerable.Range(0, readings.Count).Where(sensor => sensor % folds == fold)])))]))];
    }

    public static string Described(IReadOnlyList<Trial> trials) => $"one of {trials.Count} sensors in turn";

    static FieldTruth[] Truth(Trajectory observed, SensorReadings readings, int[] cells, int time, int[] sensors) => [.. observed.Last.Fields.Select((field, f) => (field, f))
        .Where(one => readings.Channels.Any(channel => channel.Field == one.field.Name))
        .Select(one =>
        {
            var (field, f) = one;
            var values = new float[sensors.Length * field.Components];
            Array.Fill(values, float.NaN);
            for (var channel = 0; channel < readings.Channels.Count; channel++)
            {
                if (readings.Channels[channel].Field != field.Name) continue;
                for (var i = 0; i < sensors.Length; i++) values[i * field.Components + readings.Channels[channel].Component] = (float)readings.At(time, sensors[i], channel);
            }

            double[] weights = [.. sensors.Select(_ => 1.0)];
            return new FieldTruth(f, field.Name, field.Components, [.. sensors.Select(sensor => cells[sensor])], values, weights, Math.Sqrt(sensors.Length) * Fluctuation(readings, field.Name));
        })];

    // Rms of what the readings of a field differ by from each sensor's mean, for one sensor.
    static double Fluctuation(SensorReadings readings, string field)
    {
        var (squares, norm, count) = (0.0, 0.0, 0);
        for (var channel = 0; channel < readings.Channels.Count; channel++)
        {
            if (readings.Channels[channel].Field != field) continue;
            for (var sensor = 0; sensor < readings.Count; sensor++)
            {
                double[] own = [.. Enumerable.Range(0, readings.TimesSeconds.Count).Select(time => readings.At(time, sensor, channel)).Where(double.IsFinite)];
                if (own.Length == 0) continue;
                var mean = own.Average();
                squares += own.Average(value => (value - mean) * (value - mean));
                norm += own.Average(value => value * value);
                count++;
            }
        }

        // Readings of one time do not vary: errors are then held against the readings themselves.
        var varies = readings.TimesSeconds.Count > 1 && squares > LeastFluctuation * LeastFluctuation * norm;
        return count == 0 ? 0 : Math.Sqrt((varies ? squares : norm) / readings.Count);
    }
}
