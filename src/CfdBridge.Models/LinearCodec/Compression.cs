namespace CfdBridge.Models;

/// <summary>Compression: cells times components solved for times snapshots, over latent numbers of the same type.</summary>
public static class Compression
{
    public static double Of(int cells, int solvedComponents, int snapshots, long latentNumbers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latentNumbers, 1);
        return (double)cells * solvedComponents * snapshots / latentNumbers;
    }
}
