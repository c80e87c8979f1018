using System.Diagnostics;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.EndToEnd;

/// <summary>A lid-driven cavity whose lid swings, so that the flow never rests: small, and solved live by icoFoam.</summary>
static class Cavity
{
    /// <param name="folder">Where the case folder <c>cavity</c> is made.</param>
    /// <param name="cells">Cells along each side.</param>
    /// <param name="endTime">Seconds of flow; a step is written every 0.1.</param>
    /// <param name="purgeWrite">Steps that the solver keeps; 0 for all.</param>
    public static string Make(TempFolder folder, int cells, double endTime, int purgeWrite = 0)
    {
        void Write(string path, string kind, string text) => folder.Write($"cavity/{path}", $"FoamFile {{ version 2.0; format ascii; class {kind}; object {Path.GetFileName(path)}; }}\n{text}\n");
        Write("system/blockMeshDict", "dictionary", $$"""
            vertices ((0 0 0) (1 0 0) (1 1 0) (0 1 0) (0 0 0.1) (1 0 0.1) (1 1 0.1) (0 1 0.1));
            blocks (hex (0 1 2 3 4 5 6 7) ({{cells}} {{cells}} 1) simpleGrading (1 1 1));
            boundary (lid { type wall; faces ((3 7 6 2)); } walls { type wall; faces ((0 4 7 3) (2 6 5 1) (1 5 4 0)); } sides { type empty; faces ((0 3 2 1) (4 5 6 7)); });
            """);
        Write("system/controlDict", "dictionary", $$"""
            application icoFoam; startFrom latestTime; startTime 0; stopAt endTime; endTime {{endTime}}; deltaT 0.01;
            writeControl timeStep; writeInterval 10; purgeWrite {{purgeWrite}}; writeFormat binary; writePrecision 10; timeFormat general; timePrecision 8; runTimeModifiable no;
            """);
        Write("system/fvSchemes", "dictionary", "ddtSchemes { default Euler; } gradSchemes { default Gauss linear; } divSchemes { default Gauss linear; } laplacianSchemes { default Gauss linear corrected; } interpolationSchemes { default linear; } snGradSchemes { default corrected; }");
        Write("system/fvSolution", "dictionary", "solvers { p { solver PCG; preconditioner DIC; tolerance 1e-6; relTol 0; } pFinal { $p; } U { solver smoothSolver; smoother symGaussSeidel; tolerance 1e-6; relTol 0; } } PISO { nCorrectors 2; nNonOrthogonalCorrectors 0; pRefCell 0; pRefValue 0; }");
        Write("system/decomposeParDict", "dictionary", "numberOfSubdomains 2; method simple; simpleCoeffs { n (2 1 1); delta 0.001; }");
        Write("constant/transportProperties", "dictionary", "nu 0.01;");
        Write("0/U", "volVectorField", """
            dimensions [0 1 -1 0 0 0 0]; internalField uniform (0 0 0);
            boundaryField { lid { type uniformFixedValue; uniformValue { type sine; frequency 1; amplitude 1; scale (1 0 0); level (0 0 0); } value uniform (0 0 0); } walls { type noSlip; } sides { type empty; } }
            """);
        Write("0/p", "volScalarField", "dimensions [0 2 -2 0 0 0 0]; internalField uniform 0; boundaryField { lid { type zeroGradient; } walls { type zeroGradient; } sides { type empty; } }");
        Foam.Run(folder.At("cavity"), "blockMesh");
        return folder.At("cavity");
    }

    /// <summary>Starts the solver; its log goes to <c>log.icoFoam</c>.</summary>
    public static Process Solve(string directory)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec icoFoam > log.icoFoam 2>&1"]) { WorkingDirectory = directory };
        start.Environment["WM_PROJECT_DIR"] = "/usr/share/openfoam";
        return Process.Start(start) ?? throw new InvalidOperationException("icoFoam did not start.");
    }

    /// <summary>Names of the time directories that the solver has left, without the initial one.</summary>
    public static string[] Times(string directory) =>
        [.. Directory.GetDirectories(directory).Select(d => Path.GetFileName(d)).Where(name => name != "0" && double.TryParse(name, out _)).Order(StringComparer.Ordinal)];
}
