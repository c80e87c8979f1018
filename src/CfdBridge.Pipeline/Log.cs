using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Every log line of the pipeline: what happened to which case.</summary>
static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Plugin {Name} {Version} loaded")]
    public static partial void PluginLoaded(ILogger logger, string name, string version);

    [LoggerMessage(10, LogLevel.Information, "Watching {Path}, products go to {Output}")]
    public static partial void Watching(ILogger logger, string path, string output);

    [LoggerMessage(11, LogLevel.Debug, "Step {Name} taken")]
    public static partial void StepTaken(ILogger logger, string name);

    [LoggerMessage(18, LogLevel.Information, "{Count} steps taken, the last is {Name}")]
    public static partial void StepsTaken(ILogger logger, int count, string name);

    [LoggerMessage(12, LogLevel.Warning, "Step {Name} was deleted by the solver before it could be taken; raise purgeWrite or writeInterval")]
    public static partial void StepMissed(ILogger logger, string name);

    [LoggerMessage(13, LogLevel.Warning, "Step {Name} cannot be read: {Reason}")]
    public static partial void StepUnreadable(ILogger logger, string name, string reason);

    [LoggerMessage(14, LogLevel.Debug, "Step {Name} is not ready: {Reason}")]
    public static partial void StepNotReady(ILogger logger, string name, string reason);

    [LoggerMessage(15, LogLevel.Warning, "The run restarted from before time {RestartTime:G8}: {Withdrawn} later steps and what was predicted from them are withdrawn")]
    public static partial void EpochBegun(ILogger logger, double restartTime, int withdrawn);

    [LoggerMessage(16, LogLevel.Information, "File-system events are off for {Path}: {Reason}")]
    public static partial void EventsOff(ILogger logger, string path, string reason);

    [LoggerMessage(17, LogLevel.Warning, "The case cannot be looked at now: {Reason}")]
    public static partial void ScanFailed(ILogger logger, string reason);

    [LoggerMessage(20, LogLevel.Information, "Continued by {Steps} steps to time {EndTime:G8} with {Engine} in {Seconds:0.0} s; in the hindcast of {Hidden} steps it was off by {Error:P1} of the fluctuation. {Headline}")]
    public static partial void Continued(ILogger logger, int steps, double endTime, string engine, double seconds, int hidden, double error, string headline);

    [LoggerMessage(21, LogLevel.Information, "{Note}")]
    public static partial void ForecastNote(ILogger logger, string note);

    [LoggerMessage(22, LogLevel.Warning, "No continuation: {Reason}")]
    public static partial void NotContinued(ILogger logger, string reason);

    [LoggerMessage(23, LogLevel.Debug, "The prediction made at time {Origin:G8} was off by {RelativeL2:0.0000} ({Field}, relative L2)")]
    public static partial void Scored(ILogger logger, double origin, string field, double relativeL2);

    [LoggerMessage(24, LogLevel.Warning, "Engine {Name} failed")]
    public static partial void EngineFailed(ILogger logger, string name, Exception failure);

    [LoggerMessage(25, LogLevel.Information, "Interpolated {Count} fields {Where} with {Engine}; expected error {Error:P1} of the fluctuation")]
    public static partial void Interpolated(ILogger logger, int count, string where, string engine, double error);

    [LoggerMessage(26, LogLevel.Warning, "No interpolation: {Reason}")]
    public static partial void NotInterpolated(ILogger logger, string reason);

    [LoggerMessage(27, LogLevel.Information, "Warm start with {Engine} in {Path}")]
    public static partial void WarmStartWritten(ILogger logger, string path, string engine);

    [LoggerMessage(28, LogLevel.Warning, "No warm start: {Reason}")]
    public static partial void NoWarmStart(ILogger logger, string reason);

    [LoggerMessage(29, LogLevel.Warning, "{Wrong}")]
    public static partial void VerdictWrong(ILogger logger, string wrong);

    [LoggerMessage(30, LogLevel.Error, "Case {Path} stopped: {Reason}")]
    public static partial void CaseFailed(ILogger logger, string path, string reason, Exception? failure);
}
