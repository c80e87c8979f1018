using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Puts case and flow time on every log line.</summary>
static class LogScope
{
    public static IDisposable? Case(ILogger logger, string path) =>
        logger.BeginScope(new Dictionary<string, object> { ["Case"] = Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)), ["CasePath"] = path });

    public static IDisposable? Step(ILogger logger, double timeSeconds) =>
        logger.BeginScope(new Dictionary<string, object> { ["FlowTime"] = timeSeconds });
}
