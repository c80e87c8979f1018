namespace CfdBridge.Pipeline;

/// <summary>One engine on one window of a captured run: what the judge promised from the context alone, and what truly came.</summary>
/// <param name="Group">Name of the window's group.</param>
/// <param name="Window">The window.</param>
/// <param name="Engine">What the judge found.</param>
/// <param name="Trust">The verdicts.</param>
/// <param name="Truth">Errors against what came, by lead: over the fluctuation of the observed window, as the judge counts.</param>
/// <param name="Varying">By field: the components that vary.</param>
/// <param name="Scales">By field: the fluctuation of what came over that of the observed window.</param>
/// <param name="Cost">What it cost.</param>
sealed record TrustWindow(string Group, CapturedWindow Window, JudgedEngine Engine, TrustVerdict Trust, IReadOnlyList<StepResiduals> Truth, IReadOnlyList<int[]> Varying, IReadOnlyList<double> Scales, TrustCost Cost)
{
    /// <summary>Whether the judge took this engine.</summary>
    public bool Chosen { get; init; }

    /// <summary>Share of the volume, over the components that vary, whose truth lies within the interval.</summary>
    public double Coverage(int lead, int field) => Varying[field].Average(component => Truth[lead - 1].Scores[field][component].Coverage(Engine.Spread.Fields[field].HalfWidthAt(lead, component)));
}

/// <summary>What judging and continuing cost, in seconds of all threads.</summary>
/// <param name="Judging">Of the judge on all engines of the window.</param>
/// <param name="Continuing">Of this engine's continuation.</param>
public sealed record TrustCost(double Judging, double Continuing);
