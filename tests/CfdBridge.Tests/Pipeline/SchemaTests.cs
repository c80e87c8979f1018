using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;

namespace CfdBridge.Tests.Pipeline;

public sealed class SchemaTests
{
    [Fact]
    public void The_schema_is_what_the_options_say()
    {
        var catalog = new PluginCatalog(new ConfigurationBuilder().Build());
        foreach (IPluginModule plugin in new IPluginModule[]
        {
            new CfdBridge.OpenFoam.OpenFoamModule(),
            new CfdBridge.VtkSeries.VtkSeriesModule(),
            new CfdBridge.Baselines.BaselinesModule()
        })
        {
            plugin.Register(catalog);
        }

        Golden.Matches(Repository.At("schemas", "appsettings.schema.json"), OptionsSchema.Of(catalog.OptionTypes));
    }
}
