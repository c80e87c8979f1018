namespace CfdBridge.Native.Tests.Torch;

/// <summary>Every case, by name.</summary>
static class ParityCases
{
    public static IReadOnlyDictionary<string, ParityCase> All { get; } =
        new[] { ArithmeticCases.All, PointwiseCases.All, ShapeCases.All, IndexCases.All, ReductionCases.All, FactoryCases.All, FunctionalCases.All, LayerCases.All }
            .SelectMany(cases => cases).ToDictionary(one => one.Name);
}
