namespace CfdBridge;

/// <summary>
/// Errors of a trained engine on runs kept aside for validation: a small file beside the model, by which its forecasts are
/// judged where the hindcast on a run does not reach. Each validation window was first judged by a hindcast of its own;
/// errors are held against that, so that what remains is how far errors ahead differ from what a hindcast promises.
/// </summary>
/// <param name="Engine">The engine, since one model may serve several.</param>
/// <param name="Source">The library and windows they are from.</param>
/// <param name="Windows">Number of windows.</param>
/// <param name="SpacingSeconds">Time between leads, seconds.</param>
/// <param name="Usual">Familiarity of the validation windows: the highest values among them.</param>
/// <param name="Fields">By field.</param>
public sealed record ValidationResiduals(string Engine, string Source, int Windows, double SpacingSeconds, Familiarity Usual, IReadOnlyList<FieldResiduals> Fields)
{
    /// <summary>Name of the file beside a model, by engine.</summary>
    public static string FileName(string engine) => $"residuals.{engine}.json";
}

/// <summary>Errors of one field by lead, from 1.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Expected">Mean error over the fluctuation.</param>
/// <param name="Typical">Mean over windows of the error over that which the window's hindcast promises.</param>
/// <param name="Upper">90 % quantile over windows of the same ratio.</param>
/// <param name="Scores">By lead, then component: rms error in units of the spread.</param>
/// <param name="Deviations">The same over that which the window's hindcast promises.</param>
/// <param name="HalfWidths">By lead, then component: half width, over the same, of the interval that holds nine tenths of the truth.</param>
public sealed record FieldResiduals(
    string Field, IReadOnlyList<double> Expected, IReadOnlyList<double> Typical, IReadOnlyList<double> Upper,
    IReadOnlyList<double[]> Scores, IReadOnlyList<double[]> Deviations, IReadOnlyList<double[]> HalfWidths);
