using System.ComponentModel;

namespace CfdBridge.Pipeline;

public sealed record OutputOptions
{
    [Description("Folder of the products; empty for <case>-cfdbridge beside the case.")]
    public string Directory { get; init; } = "";

    [Description("Sink that writes the products.")]
    public string Sink { get; init; } = "vtk-series";
}
