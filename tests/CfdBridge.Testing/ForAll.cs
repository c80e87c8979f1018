namespace CfdBridge.Testing;

/// <summary>A property must hold for many random inputs; a failure names the seed that shows it.</summary>
public static class ForAll
{
    public static void Seeds(int count, Action<Random> property)
    {
        for (var seed = 0; seed < count; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"The property fails for seed {seed}: {failure.Message}", failure);
            }
        }
    }
}
