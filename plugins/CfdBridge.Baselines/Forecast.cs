namespace CfdBridge.Baselines;

/// <summary>A prediction in terms of the window.</summary>
/// <param name="Notes">What was found in the window, in words for the user.</param>
/// <param name="Weights">
/// Step h is the sum over j of <c>Weights[h, j]</c> times snapshot j [steps, window]. Each row adds up to one, so that a
/// field which is constant in time stays what it is, whatever its offset.
/// </param>
sealed record Forecast(IReadOnlyList<string> Notes, double[,] Weights)
{
    /// <summary>The last state, for ever.</summary>
    public static Forecast Standstill(int window, int steps, params string[] notes)
    {
        var weights = new double[steps, window];
        for (var step = 0; step < steps; step++) weights[step, window - 1] = 1;
        return new(notes, weights);
    }
}
