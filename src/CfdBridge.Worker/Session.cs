using CfdBridge.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Worker;

/// <summary>What every verb works with: options read and checked, plugins loaded, a logger.</summary>
sealed class Session : IDisposable
{
    Session(BridgeOptions options, PluginCatalog plugins, ILoggerFactory loggers)
    {
        Options = options;
        Plugins = plugins;
        Loggers = loggers;
    }

    public BridgeOptions Options { get; }

    public PluginCatalog Plugins { get; }

    public ILoggerFactory Loggers { get; }

    public ILogger Logger => Loggers.CreateLogger("CfdBridge");

    /// <summary>Reads the configuration: appsettings.json, then the file given, then the environment (<c>CfdBridge__...</c>), then the command line.</summary>
    /// <param name="configFile">A file given by the user, or null.</param>
    /// <param name="commandLine">Settings from the command line, by configuration key below the section.</param>
    /// <param name="quiet">Whether only warnings go to the console, for verbs that print a result.</param>
    public static Session Open(string? configFile, IEnumerable<KeyValuePair<string, string?>> commandLine, bool quiet)
    {
        if (configFile is not null && !File.Exists(configFile))
            throw new UsageException("--config", $"there is no file {configFile}", "Give the path of an appsettings.json.");
        var builder = new ConfigurationBuilder().AddJsonFile(Installation.Settings, optional: true);
        if (configFile is not null) builder.AddJsonFile(Path.GetFullPath(configFile));
        IConfigurationSection section;
        try
        {
            section = builder
                .AddEnvironmentVariables()
                .AddInMemoryCollection(commandLine.Select(s => new KeyValuePair<string, string?>($"{BridgeOptions.Section}:{s.Key}", s.Value)))
                .Build().GetSection(BridgeOptions.Section);
        }
        catch (InvalidDataException wrong)
        {
            throw new UsageException(configFile ?? Installation.Settings, (wrong.InnerException?.Message ?? wrong.Message).TrimEnd('.'), "Correct the JSON.", wrong);
        }

        UnknownKeys.Refuse(section, typeof(BridgeOptions), "Options");
        var options = BoundOptions.Bind<BridgeOptions>(section);
        var loggers = ConsoleAndFileLog.Create(options.Log, quiet);
        try
        {
            var plugins = new PluginCatalog(section);
            PluginLoader.Load([Installation.Plugins, .. options.Plugins.Directories], plugins, loggers.CreateLogger("CfdBridge"));
            Check(options, plugins);
            return new(options, plugins, loggers);
        }
        catch
        {
            loggers.Dispose();
            throw;
        }
    }

    public void Dispose() => Loggers.Dispose();

    static void Check(BridgeOptions options, PluginCatalog plugins)
    {
        var result = new BridgeOptionsValidator(plugins.Engines, plugins.Interpolations, plugins.Sinks).Validate(options);
        if (result.IsValid) return;
        var first = result.Errors[0];
        var (fact, fix) = first.ErrorMessage.IndexOf(". ", StringComparison.Ordinal) is var dot and > 0
            ? (first.ErrorMessage[..dot], first.ErrorMessage[(dot + 2)..])
            : (first.ErrorMessage.TrimEnd('.'), "Correct it.");
        throw new UsageException($"{BridgeOptions.Section}.{first.PropertyName}", fact, fix);
    }
}
