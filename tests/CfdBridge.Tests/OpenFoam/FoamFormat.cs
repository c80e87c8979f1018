namespace CfdBridge.Tests.OpenFoam;

/// <summary>The ways in which OpenFOAM may write a file.</summary>
public sealed record FoamFormat(bool IsBinary, bool IsPacked = false, int LabelBits = 32, int ScalarBits = 64)
{
    public static readonly FoamFormat Ascii = new(IsBinary: false);
    public static readonly FoamFormat Binary = new(IsBinary: true);

    public override string ToString() => $"{(IsBinary ? $"binary label={LabelBits} scalar={ScalarBits}" : "ascii")}{(IsPacked ? " gz" : "")}";
}
