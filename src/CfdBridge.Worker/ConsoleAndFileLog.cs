using CfdBridge.Pipeline;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace CfdBridge.Worker;

/// <summary>Serilog: plain lines on stderr, and a rolling JSON file; case and flow time on every line of both.</summary>
static class ConsoleAndFileLog
{
    const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Case} {FlowTime:0.######} {Message:lj}{NewLine}{Exception}";

    public static ILoggerFactory Create(LogOptions options, bool quiet)
    {
        var level = Enum.Parse<LogEventLevel>(options.Level.ToString());
        var directory = options.Directory.Length > 0 ? options.Directory : Path.Combine(StateFolder.Path, "logs");
        var serilog = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(outputTemplate: Line, restrictedToMinimumLevel: quiet ? LogEventLevel.Warning : level, standardErrorFromLevel: LogEventLevel.Verbose)
            .WriteTo.File(new JsonFormatter(renderMessage: true), Path.Combine(directory, "cfdbridge-.json"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14, shared: true)
            .CreateLogger();
        return LoggerFactory.Create(builder => builder.AddSerilog(serilog, dispose: true).SetMinimumLevel(LogLevel.Debug));
    }
}
