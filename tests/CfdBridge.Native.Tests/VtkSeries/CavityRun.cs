using System.Globalization;
using System.Text.RegularExpressions;
using CfdBridge.Native.Tests.Vtk;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.VtkSeries;

/// <summary>A lid-driven cavity of 12 cells, solved by OpenFOAM in a moment, with all the VTK that it can write.</summary>
public sealed partial class CavityRun : IDisposable
{
    readonly TempFolder folder = new();
    readonly IReadOnlyDictionary<string, string> environment = new Dictionary<string, string> { ["WM_PROJECT_DIR"] = "/usr/share/openfoam" };

    public CavityRun()
    {
        Dictionary("system/blockMeshDict", "dictionary", """
            convertToMeters 0.1;
            vertices ((0 0 0)(1 0 0)(1 1 0)(0 1 0)(0 0 0.1)(1 0 0.1)(1 1 0.1)(0 1 0.1));
            blocks (hex (0 1 2 3 4 5 6 7) (4 3 1) simpleGrading (1 1 1));
            edges ();
            boundary
            (
                lid { type wall; faces ((3 7 6 2)); }
                walls { type wall; faces ((0 4 7 3)(2 6 5 1)(1 5 4 0)); }
                frontAndBack { type empty; faces ((0 3 2 1)(4 5 6 7)); }
            );
            """);
        Dictionary("system/controlDict", "dictionary", """
            application icoFoam; startFrom latestTime; startTime 0; stopAt endTime; endTime 0.03; deltaT 0.01;
            writeControl timeStep; writeInterval 1; writeFormat ascii; writePrecision 12; timeFormat general;
            functions
            {
                binary { type vtkWrite; libs (utilityFunctionObjects); fields (U p); writeControl writeTime; format binary; interpolate true; }
                ascii { type vtkWrite; libs (utilityFunctionObjects); fields (U p); writeControl writeTime; format ascii; boundary false; }
            }
            """);
        Dictionary("system/fvSchemes", "dictionary", """
            ddtSchemes { default Euler; } gradSchemes { default Gauss linear; } divSchemes { default none; div(phi,U) Gauss linear; }
            laplacianSchemes { default Gauss linear orthogonal; } interpolationSchemes { default linear; } snGradSchemes { default orthogonal; }
            """);
        Dictionary("system/fvSolution", "dictionary", """
            solvers
            {
                p { solver PCG; preconditioner DIC; tolerance 1e-6; relTol 0; }
                pFinal { $p; }
                U { solver smoothSolver; smoother symGaussSeidel; tolerance 1e-5; relTol 0; }
            }
            PISO { nCorrectors 2; nNonOrthogonalCorrectors 0; pRefCell 0; pRefValue 0; }
            """);
        Dictionary("constant/transportProperties", "dictionary", "nu 0.01;");
        Dictionary("0/U", "volVectorField", """
            dimensions [0 1 -1 0 0 0 0]; internalField uniform (0 0 0);
            boundaryField { lid { type fixedValue; value uniform (1 0 0); } walls { type noSlip; } frontAndBack { type empty; } }
            """);
        Dictionary("0/p", "volScalarField", """
            dimensions [0 2 -2 0 0 0 0]; internalField uniform 0;
            boundaryField { lid { type zeroGradient; } walls { type zeroGradient; } frontAndBack { type empty; } }
            """);
        Solve("blockMesh");
        Solve("icoFoam");
        Solve("foamToVTK", "-name", "VTK");
        Solve("foamToVTK", "-name", "legacy", "-legacy");
        Solve("foamToVTK", "-name", "legacyAscii", "-legacy", "-ascii");
    }

    public string Case => folder.At("cavity");

    public string At(params string[] parts) => Path.Combine([Case, .. parts]);

    /// <summary>The numbers of a field file that OpenFOAM itself wrote, as text has them.</summary>
    public double[] Written(string time, string field)
    {
        var list = FieldList().Match(File.ReadAllText(At(time, field))).Groups["list"].Value;
        return [.. Number().Matches(list).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
    }

    public void Dispose() => folder.Dispose();

    void Dictionary(string path, string kind, string content) =>
        folder.Write($"cavity/{path}", $"FoamFile {{ version 2.0; format ascii; class {kind}; object {Path.GetFileName(path)}; }}\n{content}\n");

    void Solve(string program, params string[] arguments) => Judge.Run(program, arguments, environment, Case);

    [GeneratedRegex(@"internalField\s+nonuniform\s+List<\w+>\s*\d+\s*\((?<list>.*?)\)\s*;", RegexOptions.Singleline)]
    private static partial Regex FieldList();

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();
}
