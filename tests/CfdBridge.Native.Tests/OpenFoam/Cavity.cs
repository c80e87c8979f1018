using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.OpenFoam;

/// <summary>A small lid-driven cavity for icoFoam.</summary>
static class Cavity
{
    /// <summary>Writes the case and makes its mesh.</summary>
    /// <param name="directory">Made if need be.</param>
    /// <param name="cells">Cells along x and y; there are two along z.</param>
    /// <param name="steps">Time steps to run.</param>
    /// <param name="every">Steps from one written time to the next.</param>
    public static string Make(string directory, int cells = 6, int steps = 4, int every = 2)
    {
        Write(directory, "system/blockMeshDict", $$"""
            convertToMeters 0.1;
            vertices ((0 0 0)(1 0 0)(1 1 0)(0 1 0)(0 0 0.1)(1 0 0.1)(1 1 0.1)(0 1 0.1));
            blocks (hex (0 1 2 3 4 5 6 7) ({{cells}} {{cells - 1}} 2) simpleGrading (1 2 1));
            edges ();
            boundary
            (
                movingWall { type wall; faces ((3 7 6 2)); }
                fixedWalls { type wall; faces ((0 4 7 3)(2 6 5 1)(1 5 4 0)); }
                frontAndBack { type patch; faces ((0 3 2 1)(4 5 6 7)); }
            );
            mergePatchPairs ();
            """);
        Write(directory, "system/fvSchemes", """
            ddtSchemes { default Euler; } gradSchemes { default Gauss linear; } divSchemes { default none; div(phi,U) Gauss linear; }
            laplacianSchemes { default Gauss linear orthogonal; } interpolationSchemes { default linear; } snGradSchemes { default orthogonal; }
            """);
        Write(directory, "system/fvSolution", """
            solvers { p { solver PCG; preconditioner DIC; tolerance 1e-6; relTol 0; } pFinal { $p; } U { solver smoothSolver; smoother symGaussSeidel; tolerance 1e-5; relTol 0; } }
            PISO { nCorrectors 2; nNonOrthogonalCorrectors 0; pRefCell 0; pRefValue 0; }
            """);
        Write(directory, "system/decomposeParDict", "numberOfSubdomains 3; method simple; simpleCoeffs { n (3 1 1); delta 0.001; }");
        Write(directory, "constant/transportProperties", "nu 0.01;");
        Write(directory, "0/U", """
            dimensions [0 1 -1 0 0 0 0]; internalField uniform (0 0 0);
            boundaryField { movingWall { type fixedValue; value uniform (1 0 0); } fixedWalls { type noSlip; } frontAndBack { type noSlip; } }
            """, "volVectorField");
        Write(directory, "0/p", """
            dimensions [0 2 -2 0 0 0 0]; internalField uniform 0; boundaryField { "(.*)" { type zeroGradient; } }
            """, "volScalarField");
        Control(directory, "binary", isPacked: false, steps, every);
        Foam.Run(directory, "blockMesh");
        return directory;
    }

    /// <summary>Chooses how files are written from now on. 17 digits are enough to write a double and read the same one back.</summary>
    public static void Control(string directory, string format, bool isPacked, int steps = 4, int every = 2) => Write(directory, "system/controlDict", $$"""
        application icoFoam; startFrom latestTime; startTime 0; stopAt endTime; endTime {{steps * 0.001:R}}; deltaT 0.001;
        writeControl timeStep; writeInterval {{every}}; purgeWrite 0; writeFormat {{format}}; writePrecision 17;
        writeCompression {{(isPacked ? "on" : "off")}}; timeFormat general; timePrecision 6; runTimeModifiable true;
        """);

    public static void Write(string directory, string path, string text, string kind = "dictionary")
    {
        var file = Path.Combine(directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a path inside the case has a folder
        File.WriteAllText(file, $"FoamFile {{ version 2.0; format ascii; class {kind}; object {Path.GetFileName(path)}; }}\n{text}\n");
    }
}
