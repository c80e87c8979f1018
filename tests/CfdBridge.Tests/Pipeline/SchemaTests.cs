using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.Training;
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
            new CfdBridge.Baselines.BaselinesModule(),
            new CfdBridge.Neural.NeuralModule(),
        })
        {
            plugin.Register(catalog);
        }

        Golden.Matches(Repository.At("schemas", "appsettings.schema.json"), OptionsSchema.Of(catalog.OptionTypes));
    }

    [Fact]
    public void The_schemas_of_codecs_and_recipes_are_what_their_records_say()
    {
        Golden.Matches(Repository.At("schemas", "codec.schema.json"), DescriptionFile.Schema<NeuralCodecDescription>("A neural codec of CfdBridge"));
        Golden.Matches(Repository.At("schemas", "recipe.schema.json"), DescriptionFile.Schema<CodecRecipe>("How CfdBridge trains a codec"));
    }
}
