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
    public void The_schemas_of_the_other_files_are_what_their_records_say()
    {
        Golden.Matches(Repository.At("schemas", "codec.schema.json"), DescriptionFile.Schema<NeuralCodecDescription>("A neural codec of CfdBridge"));
        Golden.Matches(Repository.At("schemas", "recipe.schema.json"), DescriptionFile.Schema<CodecRecipe>("How CfdBridge trains a codec"));
        Golden.Matches(Repository.At("schemas", "warmstart.schema.json"), DescriptionFile.Schema<WarmStartDescription>("A warm start of CfdBridge"));
        Golden.Matches(Repository.At("schemas", "report.schema.json"), DescriptionFile.Schema<TrustReport>("A trust report of CfdBridge"));
        Golden.Matches(Repository.At("schemas", "interpolation.schema.json"), DescriptionFile.Schema<WrittenInterpolation>("How far fields that CfdBridge interpolated can be believed"));
        Golden.Matches(Repository.At("schemas", "residuals.schema.json"), DescriptionFile.Schema<ValidationResiduals>("Errors of an engine on validation runs, kept beside its model"));
        Golden.Matches(Repository.At("schemas", "windows.schema.json"), DescriptionFile.Schema<ForecastWindows>("Windows of captured runs that CfdBridge judges engines on"));
        Golden.Matches(Repository.At("schemas", "gaps.schema.json"), DescriptionFile.Schema<InterpolationWindows>("Gaps in captured runs that CfdBridge judges interpolation on"));
    }
}
