using Microsoft.Extensions.Logging;

namespace CfdBridge.VtkSeries;

static partial class VtkSeriesLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Path} changed while it was scanned ({Reason}); the next scan looks again.")]
    public static partial void ScanDisturbed(ILogger logger, string path, string reason);
}
