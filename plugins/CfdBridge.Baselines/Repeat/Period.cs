namespace CfdBridge.Baselines;

/// <summary>The time after which a flow comes back to where it was.</summary>
/// <param name="Steps">In snapshots, not a whole number.</param>
/// <param name="Mismatch">Rms distance of the last states to those one period before, as a fraction of the flow's fluctuation.</param>
sealed record Period(double Steps, double Mismatch)
{
    // Two periods are a period too, and may match by a hair better: the shortest that is at most twice as far off is meant.
    const double NearlyAsGood = 2;

    // Of a period of 29.5 snapshots the double is a whole number, and matches fifty times better than the period itself.
    const double NearForFundamental = 0.2;

    /// <summary>The shortest period in snapshots, even where a multiple of it matches much better; null where the flow does not come back.</summary>
    public static double? Fundamental(double[,] products, int comparedStates)
    {
        var returns = Returns(Distances(products, comparedStates), NearForFundamental);
        return returns.Count > 0 ? Minimum(products, returns[0], comparedStates) : null;
    }

    /// <exception cref="EngineRefusedException">The window shows no return.</exception>
    public static Period In(double[,] products, RepeatOptions options)
    {
        var window = products.GetLength(0);
        var distances = Distances(products, options.ComparedStates);
        var returns = Returns(distances, options.NearFraction);
        if (returns.Count == 0)
            throw new EngineRefusedException($"No state among the {window} snapshots comes back near an earlier one; a repetition needs more than one period, and 2 snapshots to spare.");

        var best = returns.Min(lag => distances[lag]);
        var shortest = returns.First(lag => distances[lag] <= NearlyAsGood * best);
        return new(Minimum(products, shortest, options.ComparedStates), distances[shortest]);
    }

    static double[] Distances(double[,] products, int comparedStates)
    {
        var window = products.GetLength(0);
        var distances = new double[Math.Max(1, window - 1)];
        for (var lag = 1; lag < distances.Length; lag++) distances[lag] = Distance(products, lag, Math.Min(comparedStates, window - lag));
        return distances;
    }

    // Rms over the last states.
    static double Distance(double[,] products, int lag, int states)
    {
        var sum = 0.0;
        for (var late = products.GetLength(0) - states; late < products.GetLength(0); late++)
        {
            var early = late - lag;
            sum += products[late, late] + products[early, early] - 2 * products[late, early];
        }

        return Math.Sqrt(Math.Max(0, sum / states));
    }

    // The distance starts at zero and rises, because neighbours are alike: only where it has fallen again has the flow come back.
    static List<int> Returns(double[] distances, double nearFraction)
    {
        var returns = new List<int>();
        var farthest = 0.0;
        for (var lag = 1; lag + 1 < distances.Length; lag++)
        {
            farthest = Math.Max(farthest, distances[lag]);
            var isMinimum = distances[lag] < distances[lag - 1] && distances[lag] <= distances[lag + 1];
            if (isMinimum && distances[lag] <= nearFraction * farthest) returns.Add(lag);
        }

        return returns;
    }

    // Where the polynomial through the squared distances about the smallest is smallest. A parabola through three of them
    // misses the period of a wave with two harmonics by 0.002 steps, a quartic through five by a tenth of that.
    static double Minimum(double[,] products, int lag, int comparedStates)
    {
        var reach = lag > 2 && lag + 3 < products.GetLength(0) ? 2 : 1;
        var states = Math.Min(comparedStates, products.GetLength(0) - lag - reach);
        var squares = Enumerable.Range(lag - reach, 2 * reach + 1).Select(at => Math.Pow(Distance(products, at, states), 2)).ToArray();
        double Square(double position) => Lagrange.Weights(position, squares.Length).Zip(squares, (weight, square) => weight * square).Sum();

        // Ternary search: forty thirds of a span of two steps leave 1e-7, which is all that rounding of the squares permits.
        var (low, high) = (reach - 1.0, reach + 1.0);
        for (var i = 0; i < 40; i++)
        {
            var (left, right) = (low + (high - low) / 3, high - (high - low) / 3);
            if (Square(left) < Square(right)) high = right;
            else low = left;
        }

        return lag - reach + (low + high) / 2;
    }
}
