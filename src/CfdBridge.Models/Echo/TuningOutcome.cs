namespace CfdBridge.Models;

/// <summary>What a tuning came to.</summary>
/// <param name="Before">Relative error of the forecast of the frames kept aside, with the weights that came.</param>
/// <param name="After">The same with those that were kept.</param>
/// <param name="Best">Steps after which these stood; 0 where none did better than those that came.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
/// <param name="TimedOut">Whether the time limit ended it: on another day the weights may be others.</param>
public sealed record TuningOutcome(double Before, double After, int Best, int Steps, double Seconds, bool TimedOut);
