using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Native.Tests.Neural;

[Collection("neural")]
public sealed class LoadingTests(NeuralFixture waves)
{
    static readonly ContinuationRequest Request = new() { Observed = NeuralFixture.Observed(NeuralFixture.Times(12)), Steps = 3 };

    [Fact]
    public async Task From_its_folder_the_plugin_predicts_the_same_with_the_hosts_tensors()
    {
        var engine = Loaded(("segment:Model", waves.Model)).CreateEngine("segment", new(NullLogger.Instance, TimeProvider.System));

        var steps = await NeuralFixture.StepsOf(engine, Request);

        var expected = await NeuralFixture.StepsOf(waves.Segment(), Request);
        Assert.NotSame(typeof(CfdBridge.Neural.NeuralModule).Assembly, engine.GetType().Assembly);
        Assert.Equal(expected.SelectMany(step => step.Members[0]["U"].ToSingle()), steps.SelectMany(step => step.Members[0]["U"].ToSingle()));
    }

    [Theory]
    [InlineData("segment:Model", "/no/such/folder", "segment.Model: there is no folder /no/such/folder")]
    [InlineData("echo:Codec", "/no/such/folder", "echo.Codec: there is no folder /no/such/folder")]
    [InlineData("echo:Members", "0", "echo.Members: The field Members must be between 1 and 1000")]
    [InlineData("echo:SamplerSteps", "0", "echo.SamplerSteps: The field SamplerSteps must be between 1 and 1000")]
    [InlineData("echo:Method", "Euler", "echo")]
    [InlineData("enma:FlowSteps", "0", "enma.FlowSteps: The field FlowSteps must be between 1 and 1000")]
    [InlineData("enma:Model", "/no/such/folder", "enma.Model: there is no folder /no/such/folder")]
    [InlineData("segment:Modell", "x", "Did you mean \"Model\"?")]
    public void A_wrong_option_is_named_at_start(string key, string value, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => Loaded((key, value))).Message, StringComparison.Ordinal);

    static PluginCatalog Loaded(params (string Key, string Value)[] options)
    {
        var catalog = new PluginCatalog(new ConfigurationBuilder()
            .AddInMemoryCollection(options.Select(o => new KeyValuePair<string, string?>($"{PluginCatalog.OptionsSection}:{o.Key}", o.Value))).Build());
        PluginLoader.Load([Repository.At("artifacts", "plugins", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "CfdBridge.Neural")], catalog, NullLogger.Instance);
        return catalog;
    }
}
