namespace CfdBridge.Neural;

/// <summary>The polynomial through the four places nearest to another, two on either side where there are.</summary>
static class NearestPolynomial
{
    const int Points = 4;

    /// <summary>Weights of the values at the places for the value wanted [places]; they add up to one.</summary>
    /// <param name="places">Rising, none twice.</param>
    public static double[] Weights(double[] places, double wanted)
    {
        var after = Array.FindIndex(places, place => place >= wanted);
        var first = Math.Clamp((after < 0 ? places.Length : after) - Points / 2, 0, Math.Max(0, places.Length - Points));
        var used = places.Skip(first).Take(Points).ToArray();
        return [.. places.Select(place => !used.Contains(place) ? 0 : used.Where(other => other != place).Aggregate(1.0, (product, other) => product * (wanted - other) / (place - other)))];
    }
}
