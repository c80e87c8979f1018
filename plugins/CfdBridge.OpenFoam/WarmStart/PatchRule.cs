namespace CfdBridge.OpenFoam;

/// <summary>What becomes of the <c>value</c> of a patch when the cells get other values.</summary>
enum PatchRule
{
    /// <summary>The user gave it: it stays, byte for byte.</summary>
    Given,

    /// <summary>It follows the cell behind the face.</summary>
    Cell,

    /// <summary>It is the cell's, with nothing across the face.</summary>
    Slip,

    /// <summary>The cell's where the flow leaves; what was there where it enters.</summary>
    Outflow,

    /// <summary>The cell's on the other side of a cut between ranks.</summary>
    Cut,

    /// <summary>Nobody here knows this type: it stays, and the notes say so.</summary>
    Unknown,
}

/// <summary>Types of boundary conditions, by what their <c>value</c> is.</summary>
static class PatchRules
{
    static readonly string[] Given =
    [
        "fixedValue", "noSlip", "uniformFixedValue", "uniformFixedGradient", "codedFixedValue", "exprFixedValue", "flowRateInletVelocity", "surfaceNormalFixedValue", "cylindricalInletVelocity",
        "interpolatedFixedValue", "movingWallVelocity", "rotatingWallVelocity", "translatingWallVelocity", "timeVaryingMappedFixedValue", "mapped", "swirlFlowRateInletVelocity",
        "turbulentInlet", "turbulentDFSEMInlet", "turbulentDigitalFilterInlet", "variableHeightFlowRate", "totalPressure", "uniformTotalPressure", "prghTotalPressure", "oscillatingFixedValue",
        "atmBoundaryLayerInletVelocity", "atmBoundaryLayerInletK", "atmBoundaryLayerInletEpsilon",
        "empty", "wedge", "cyclic", "cyclicAMI", "cyclicACMI", "cyclicSlip", "processorCyclic", "symmetry", "symmetryPlane",
        // Their values are worked out from k when the solver starts.
        "nutkWallFunction", "nutkRoughWallFunction", "nutUWallFunction", "nutUSpaldingWallFunction", "nutLowReWallFunction", "nutURoughWallFunction", "nutUTabulatedWallFunction", "atmNutkWallFunction",
    ];

    static readonly string[] Cells =
    [
        "zeroGradient", "calculated", "fixedGradient", "fixedFluxPressure", "kqRWallFunction", "kLowReWallFunction", "epsilonWallFunction", "omegaWallFunction", "fixedMean", "advective", "waveTransmissive",
        "pressureInletOutletVelocity", "pressureInletVelocity", "freestreamPressure", "prghPressure", "inletOutletTotalTemperature", "compressible::alphatWallFunction", "alphatJayatillekeWallFunction", "mixed",
    ];

    static readonly string[] Outflows =
    [
        "inletOutlet", "outletInlet", "freestream", "freestreamVelocity", "turbulentIntensityKineticEnergyInlet", "turbulentMixingLengthDissipationRateInlet", "turbulentMixingLengthFrequencyInlet",
        "variableHeightFlowRateInletVelocity", "pressureDirectedInletOutletVelocity", "supersonicFreestream",
    ];

    // Where p is one of these, the flux through the patch is free; elsewhere the velocity says what it is.
    static readonly string[] FixedPressures =
    [
        "fixedValue", "uniformFixedValue", "totalPressure", "uniformTotalPressure", "fixedMean", "prghPressure", "prghTotalPressure", "freestreamPressure", "advective", "waveTransmissive", "codedFixedValue", "inletOutlet", "outletInlet",
        "timeVaryingMappedFixedValue", "exprFixedValue", "mixed",
    ];

    public static PatchRule Of(string type) => type switch
    {
        "processor" => PatchRule.Cut,
        "slip" or "partialSlip" => PatchRule.Slip,
        _ when Given.Contains(type) => PatchRule.Given,
        _ when Cells.Contains(type) => PatchRule.Cell,
        _ when Outflows.Contains(type) => PatchRule.Outflow,
        _ => PatchRule.Unknown,
    };

    public static bool FixesPressure(string type) => FixedPressures.Contains(type);
}
