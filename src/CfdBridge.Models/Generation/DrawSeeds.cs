namespace CfdBridge.Models;

/// <summary>A seed for every draw of a generator: that of a member does not depend on how many members there are.</summary>
static class DrawSeeds
{
    /// <param name="seed">Of the whole call.</param>
    /// <param name="member">Number of the member.</param>
    /// <param name="round">Number of the segment or frame.</param>
    public static ulong Of(ulong seed, int member, int round)
    {
        var mixed = seed;
        foreach (var number in new[] { member, round })
        {
            mixed += 0x9E3779B97F4A7C15 + (ulong)number; // a step of SplitMix64 for each number
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
        }

        return mixed & 0xFFFFFFFF; // the generator takes 32 bits of it
    }
}
