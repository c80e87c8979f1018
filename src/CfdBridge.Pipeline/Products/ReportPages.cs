namespace CfdBridge.Pipeline;

/// <summary>How reports are shown to a person; without a page their figures alone are written.</summary>
/// <param name="Trust">Of continuations.</param>
/// <param name="Interpolation">Of interpolated fields.</param>
public sealed record ReportPages(ITrustPage? Trust, IInterpolationPage? Interpolation)
{
    public static readonly ReportPages None = new(null, null);
}
