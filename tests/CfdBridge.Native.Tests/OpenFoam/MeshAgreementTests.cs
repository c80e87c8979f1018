using System.Globalization;
using System.Text.RegularExpressions;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.OpenFoam;

/// <summary>Our cells are those that OpenFOAM itself sees and exports.</summary>
public sealed partial class MeshAgreementTests(FinishedCavity cavity) : IClassFixture<FinishedCavity>
{
    [Fact]
    public async Task Volumes_and_centres_agree_with_OpenFOAM_cell_by_cell()
    {
        var copy = cavity.Copy();
        Foam.Run(copy, "postProcess", "-func", "writeCellVolumes", "-time", "0.002");
        Foam.Run(copy, "postProcess", "-func", "writeCellCentres", "-time", "0.002");

        var snapshot = (await FinishedCavity.ReadAll(copy))[0];

        var volumes = snapshot.Fields["V"].ToDouble();
        for (var cell = 0; cell < volumes.Length; cell++)
        {
            Assert.Equal(1, snapshot.Mesh.CellVolumes[cell] / volumes[cell], 1e-12); // a few dozen roundings each
        }

        Assert.All(snapshot.Fields["C"].ToDouble().Zip(snapshot.Mesh.CellCentres), pair => Assert.Equal(pair.First, pair.Second, 1e-14)); // coordinates up to 0.1
    }

    [Fact]
    public async Task Polyhedra_of_snappyHexMesh_fill_the_space_and_have_the_types_that_foamToVTK_gives_them()
    {
        var copy = cavity.Copy();
        Directory.Delete(Path.Combine(copy, "0.004"), recursive: true);
        Directory.Delete(Path.Combine(copy, "0.002"), recursive: true);
        Cavity.Write(copy, "system/blockMeshDict", """
            convertToMeters 1; vertices ((-2 -2 -2)(2 -2 -2)(2 2 -2)(-2 2 -2)(-2 -2 2)(2 -2 2)(2 2 2)(-2 2 2));
            blocks (hex (0 1 2 3 4 5 6 7) (8 8 8) simpleGrading (1 1 1)); edges (); boundary (movingWall { type patch; faces ((0 4 7 3)(1 2 6 5)(0 1 5 4)(3 7 6 2)(0 3 2 1)(4 5 6 7)); });
            """);
        Cavity.Write(copy, "system/snappyHexMeshDict", """
            castellatedMesh true; snap true; addLayers false;
            geometry { sphere { type searchableSphere; centre (0 0 0); radius 0.7; } }
            castellatedMeshControls { maxLocalCells 100000; maxGlobalCells 100000; minRefinementCells 0; nCellsBetweenLevels 1; features (); refinementSurfaces { sphere { level (1 1); } } resolveFeatureAngle 30; refinementRegions { } locationInMesh (-1.51 1.13 1.17); allowFreeStandingZoneFaces true; }
            snapControls { nSmoothPatch 3; tolerance 2; nSolveIter 10; nRelaxIter 3; }
            addLayersControls { relativeSizes true; layers { } expansionRatio 1; finalLayerThickness 0.3; minThickness 0.1; nGrow 0; featureAngle 60; nRelaxIter 3; nSmoothSurfaceNormals 1; nSmoothNormals 3; nSmoothThickness 10; maxFaceThicknessRatio 0.5; maxThicknessToMedialRatio 0.3; minMedianAxisAngle 90; nBufferCellsNoExtrude 0; nLayerIter 5; }
            meshQualityControls { maxNonOrtho 65; maxBoundarySkewness 20; maxInternalSkewness 4; maxConcave 80; minVol 1e-13; minTetQuality 1e-15; minArea -1; minTwist 0.02; minDeterminant 0.001; minFaceWeight 0.05; minVolRatio 0.01; minTriangleTwist -1; nSmoothScale 4; errorReduction 0.75; }
            mergeTolerance 1e-6;
            """);
        Foam.Run(copy, "blockMesh");
        Foam.Run(copy, "snappyHexMesh", "-overwrite");
        Cavity.Write(copy, "1/p", "dimensions [0 2 -2 0 0 0 0]; internalField uniform 1; boundaryField { \".*\" { type zeroGradient; } }", "volScalarField");
        var report = Foam.Run(copy, "checkMesh", "-constant");
        Foam.Run(copy, "foamToVTK", "-legacy", "-ascii", "-no-boundary", "-time", "1");

        var mesh = (await FinishedCavity.ReadAll(copy))[0].Mesh;

        var total = double.Parse(TotalVolume.Match(report).Groups[1].Value.TrimEnd('.'), CultureInfo.InvariantCulture);
        Assert.Contains(CellType.Polyhedron, mesh.Cells.Types);
        Assert.Equal(1, mesh.CellVolumes.Sum() / total, 1e-3); // faces of snapped cells are not plane: OpenFOAM cuts them at another centre
        Assert.Equal(TypesIn(Directory.GetFiles(Path.Combine(copy, "VTK"), "*.vtk").Single()), mesh.Cells.Types.Select(t => (int)t));
    }

    static IEnumerable<int> TypesIn(string legacyFile)
    {
        var words = File.ReadAllText(legacyFile).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "CELL_TYPES");
        var count = int.Parse(words[at + 1], CultureInfo.InvariantCulture);
        return words.Skip(at + 2).Take(count).Select(w => int.Parse(w, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Total volume = ([0-9.eE+-]+)")]
    static partial Regex TotalVolume { get; }
}
