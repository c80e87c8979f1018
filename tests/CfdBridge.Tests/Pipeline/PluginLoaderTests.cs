using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class PluginLoaderTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void The_plugins_of_the_project_load_from_their_folders()
    {
        var catalog = Catalog();

        PluginLoader.Load([BuiltPlugins], catalog, NullLogger.Instance);

        Assert.Equal(["openfoam", "vtk-series"], catalog.Sources);
        Assert.Equal(["analog", "dmd", "echo", "enma", "linear", "persistence", "repeat", "segment", "segment-adapted"], catalog.Engines);
        Assert.Equal(["vtk-series"], catalog.Sinks);
    }

    [Fact]
    public void A_plugin_sees_the_hosts_contract_and_not_a_copy_of_it()
    {
        var catalog = Catalog();
        PluginLoader.Load([BuiltPlugins], catalog, NullLogger.Instance);

        Assert.IsAssignableFrom<IContinuationEngine>(catalog.CreateEngine("linear", new(NullLogger.Instance, TimeProvider.System)));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var failure = Assert.Throws<UsageException>(() => PluginLoader.Load([folder.At("none")], Catalog(), NullLogger.Instance));

        Assert.Contains(folder.At("none"), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_plugin_is_named()
    {
        Assert.Contains("holds no plugin", Assert.Throws<UsageException>(() => PluginLoader.Load([folder.Path], Catalog(), NullLogger.Instance)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_option_of_a_plugin_is_named_at_start()
    {
        var failure = Assert.Throws<UsageException>(() => PluginLoader.Load([BuiltPlugins], Catalog(("dmd:NoSuchOption", "1")), NullLogger.Instance));

        Assert.Contains("dmd.NoSuchOption", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    static string BuiltPlugins => Repository.At("artifacts", "plugins", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));

    static PluginCatalog Catalog(params (string Key, string Value)[] options) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(options.Select(o => new KeyValuePair<string, string?>($"{PluginCatalog.OptionsSection}:{o.Key}", o.Value))).Build());
}
