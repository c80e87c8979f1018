using CfdBridge.VtkSeries;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Native.Tests.VtkSeries;

/// <summary>The plugin as its host meets it: through its module.</summary>
static class Plugin
{
    static readonly Registered registered = Register();

    public static bool Recognises(string path) => registered.Recognises!(path); // set by Register

    public static ISnapshotSource Source(string path, string? region = null, string series = "", params string[] fields) =>
        registered.CreateSource!(new(path, region, fields), series); // set by Register

    public static ISnapshotSink Sink() => registered.CreateSink!(); // set by Register

    public static IEnumerable<string> Names(SourceScan scan) => scan.Steps.Select(s => s.Name);

    public static IEnumerable<double> Times(SourceScan scan) => scan.Steps.Select(s => s.TimeSeconds);

    static Registered Register()
    {
        var registry = new Registered();
        new VtkSeriesModule().Register(registry);
        return registry;
    }

    sealed class Registered : IPluginRegistry
    {
        static readonly PluginContext context = new(NullLogger.Instance, TimeProvider.System);

        public Func<string, bool>? Recognises { get; private set; }
        public Func<SourceRequest, string, ISnapshotSource>? CreateSource { get; private set; }
        public Func<ISnapshotSink>? CreateSink { get; private set; }

        public void AddSource<TOptions>(string kind, string expects, Func<string, bool> recognises, Func<SourceRequest, TOptions, PluginContext, ISnapshotSource> create)
            where TOptions : class, new()
        {
            Recognises = recognises;
            CreateSource = (request, series) => create(request, (TOptions)(object)new VtkSeriesOptions { Series = series }, context);
        }

        public void AddEngine<TOptions>(string kind, Func<TOptions, PluginContext, IContinuationEngine> create) where TOptions : class, new() =>
            throw new InvalidOperationException("This plugin offers no engine.");

        public void AddInterpolation<TOptions>(string kind, Func<TOptions, PluginContext, IInterpolationEngine> create) where TOptions : class, new()
        {
        }

        public void AddSink<TOptions>(string kind, Func<TOptions, PluginContext, ISnapshotSink> create) where TOptions : class, new() =>
            CreateSink = () => create(new TOptions(), context);

        public void AddStateEngine<TOptions>(string kind, Func<TOptions, PluginContext, IStateEngine> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddWarmStartSink<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, IWarmStartSink> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddSolverRunner<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, ISolverRunner> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddNumericsReader<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, INumericsReader> create) where TOptions : class, new() => throw new NotSupportedException(kind);
    }
}
