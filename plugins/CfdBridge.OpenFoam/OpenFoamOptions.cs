using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.OpenFoam;

/// <summary>How OpenFOAM cases are read.</summary>
sealed record OpenFoamOptions
{
    [Description("Leave out time 0, which holds what the user set up and not what the solver computed.")]
    public bool SkipZeroTime { get; init; } = true;

    [Description("Read the flux through the faces (phi) as well, as what leaves each cell through each of its faces. A step that is handed over as it is needs it to go on exactly.")]
    public bool Fluxes { get; init; }

    [Range(1, 10_000), Description("Newest time directories that every scan looks at again.")]
    public int NewestWatched { get; init; } = 16;

    [Range(1, 10_000), Description("Scans within which each older time directory is looked at once again, to find steps that a restarted solver writes anew.")]
    public int ScansPerRound { get; init; } = 16;
}
