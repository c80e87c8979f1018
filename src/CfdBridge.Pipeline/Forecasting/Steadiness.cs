namespace CfdBridge.Pipeline;

/// <summary>Recognises a run with no change left.</summary>
static class Steadiness
{
    const double Threshold = 1e-4; // relative L2 against the last step, in every field
    const int Fewest = 3;

    /// <summary>The largest change over the last quarter of the window where it is below the threshold, or null while the flow still changes.</summary>
    public static double? ChangeLeft(Trajectory window)
    {
        var quarter = Math.Max(Fewest, window.Count / 4);
        if (window.Count <= quarter) return null;
        var largest = 0.0;
        for (var i = window.Count - 1 - quarter; i < window.Count - 1; i++)
        {
            foreach (var (field, last) in window.Snapshots[i].Fields.Zip(window.Last.Fields))
            {
                var norm = WeightedNorm.Of(last, window.Mesh);
                var change = WeightedNorm.OfDifference(field, last, window.Mesh);
                largest = Math.Max(largest, norm > 0 ? change / norm : change > 0 ? double.PositiveInfinity : 0);
            }

            if (largest > Threshold) return null;
        }

        return largest;
    }
}
