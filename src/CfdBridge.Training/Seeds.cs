namespace CfdBridge.Training;

/// <summary>One seed becomes many: each place that draws names itself by numbers, so that nothing depends on the order of drawing.</summary>
static class Seeds
{
    public static Random Of(int seed, params ReadOnlySpan<int> place)
    {
        var mixed = (uint)seed;
        foreach (var number in place)
        {
            mixed ^= (uint)number + 0x9E3779B9u + (mixed << 6) + (mixed >> 2);
            mixed *= 0x85EBCA6Bu;
        }

        return new((int)(mixed & int.MaxValue));
    }
}
