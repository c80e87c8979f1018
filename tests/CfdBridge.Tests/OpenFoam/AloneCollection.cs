namespace CfdBridge.Tests.OpenFoam;

/// <summary>Tests that measure the whole process run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "OpenFOAM, alone";
}
