using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Tests.OpenFoam.WarmStart;

/// <summary>A channel of cubes that somebody set up by hand: macros, an include, comments, patterns.</summary>
sealed class SetUpCase : IDisposable
{
    public const string Velocity = """
        FoamFile { version 2.0; format ascii; class volVectorField; object U; }
        #include "inletValues"
        dimensions      [0 1 -1 0 0 0 0];
        internalField   uniform ($speed 0 0);

        boundaryField
        {
            // what comes in
            inlet       { type fixedValue; value uniform ($speed 0 0); }
            outlet      { type inletOutlet; inletValue uniform (0 0 0); value $internalField; }
            "wall.*"    { type slip; }
        }
        """;

    const string Pressure = """
        FoamFile { version 2.0; format ascii; class volScalarField; object p; }
        dimensions      [0 2 -2 0 0 0 0];
        internalField   uniform 0;
        boundaryField
        {
            inlet       { type zeroGradient; value uniform 7; }
            outlet      { type fixedValue; value uniform 0; }
            walls       { type mysteryPressure; value uniform 3; }
        }
        """;

    readonly TempFolder outside = new();

    public SetUpCase(int cells = 4, string scheme = "steadyState")
    {
        Case = new(SmallMesh.Row(cells));
        Case.Write("0/U", Velocity);
        Case.Write("0/p", Pressure);
        Case.Write("0/inletValues", "speed 2;\n");
        Case.Write("system/controlDict", "FoamFile { format ascii; class dictionary; object controlDict; }\n// mine\napplication icoFoam;\nstartFrom latestTime; // as ever\nstartTime 0;\nendTime 1;\ndeltaT 0.1;\nwriteFormat ascii;\n");
        Case.Write("system/fvSchemes", $"ddtSchemes {{ default {scheme}; }}\n");
        Case.Write("constant/transportProperties", "nu 1;\n");
    }

    public SmallCase Case { get; }

    public string Out => outside.At("warm");

    public string Read(string path) => File.ReadAllText(Path.Combine(Out, path));

    /// <summary>A velocity that is not free of divergence, and a pressure.</summary>
    public FieldSet State() => new([Some.Vector("U", Case.Mesh.CellCount, i => (2 + 0.5 * i, 0.25, 0)), Some.Scalar("p", Case.Mesh.CellCount, i => 10 - i)]);

    public Task<WrittenWarmStart> WriteAsync(FieldSet? state = null, WarmStartKind kind = WarmStartKind.Parameter, double? start = null, FluxChoice flux = FluxChoice.Projected, RunningSolver running = RunningSolver.Leave) =>
        new RestartableCase(new() { Flux = flux }).WriteAsync(new() { CasePath = Case.Path, Directory = Out, Kind = kind, Fields = state ?? State(), StartSeconds = start, Running = running }, default);

    public void Dispose()
    {
        Case.Dispose();
        outside.Dispose();
    }
}
