using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.OpenFoam;

/// <summary>How solvers are run.</summary>
sealed record RunOptions
{
    [Description("Folder of OpenFOAM (WM_PROJECT_DIR), where the environment does not name it.")]
    public string ProjectDirectory { get; init; } = "/usr/share/openfoam";

    [Description("What starts parallel runs; ranks and program follow.")]
    public string Mpirun { get; init; } = "mpirun";

    [Range(1, 1e12), Description("Sum of the local continuity errors above which a run counts as diverged.")]
    public double LargestContinuityError { get; init; } = 1e3;

    [Range(1, 1e9), Description("Courant number above which a transient run counts as diverged.")]
    public double LargestCourant { get; init; } = 100;
}
