using System.ComponentModel;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;

namespace CfdBridge.Tests.Pipeline;

public sealed class OptionsTests
{
    static readonly BridgeOptionsValidator Validator = new(["dmd", "linear"], ["cubic"], ["vtk-series"]);

    [Fact]
    public void The_defaults_are_valid() => Assert.True(Validator.Validate(new BridgeOptions()).IsValid);

    public static TheoryData<BridgeOptions, string, string> Wrong => new()
    {
        { new() { Watch = new() { ScanSeconds = 0 } }, "Watch.ScanSeconds", "outside 0.01 to 3600" },
        { new() { Watch = new() { QuietSeconds = -1 } }, "Watch.QuietSeconds", "outside" },
        { new() { Watch = new() { Cases = ["a", "a"] } }, "Watch.Cases", "twice" },
        { new() { Watch = new() { FromTime = 2, ToTime = 1 } }, "Watch", "after" },
        { new() { Forecast = new() { HorizonSteps = 0 } }, "Forecast.HorizonSteps", "outside" },
        { new() { Forecast = new() { Engine = "dmb" } }, "Forecast.Engine", "Did you mean \"dmd\"?" },
        { new() { Forecast = new() { Candidates = ["lineer"] } }, "Forecast.Candidates[0]", "Did you mean \"linear\"?" },
        { new() { Forecast = new() { WindowMiB = 1 } }, "Forecast.WindowMiB", "outside" },
        { new() { Interpolation = new() { BetweenSteps = -1 } }, "Interpolation.BetweenSteps", "outside 0 to 1000" },
        { new() { Interpolation = new() { Engine = "cubik" } }, "Interpolation.Engine", "Did you mean \"cubic\"?" },
        { new() { Output = new() { Sink = "vtk" } }, "Output.Sink", "vtk-series" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_option_is_named_with_the_fact_and_the_fix(BridgeOptions options, string property, string text)
    {
        var error = Assert.Single(Validator.Validate(options).Errors);

        Assert.Equal(property, error.PropertyName);
        Assert.Contains(text, error.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_key_is_answered_with_a_near_match()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("CfdBridge:Forecast:HorizonStep", "3")]).Build().GetSection("CfdBridge");

        var failure = Assert.Throws<UsageException>(() => UnknownKeys.Refuse(section, typeof(BridgeOptions)));

        Assert.Equal("CfdBridge.Forecast.HorizonStep", failure.Thing);
        Assert.Contains("Did you mean \"HorizonSteps\"?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_named()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("CfdBridge:Forecast:HorizonSteps", "many")]).Build().GetSection("CfdBridge");

        var failure = Assert.Throws<UsageException>(() => BoundOptions.Bind<BridgeOptions>(section));

        Assert.Contains("HorizonSteps", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Appsettings_holds_every_option_at_its_default()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.At("appsettings.json")));
        var json = new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } };
        var defaults = JsonSerializer.SerializeToElement(new BridgeOptions(), json);

        Assert.Equal(Lines(defaults, "").Order(), Lines(file.RootElement.GetProperty("CfdBridge"), "").Where(line => line != "Plugins.Options = {}").Order());
    }

    [Fact]
    public void The_readme_explains_every_option_in_one_line()
    {
        var readme = File.ReadAllText(Repository.At("README.md"));

        foreach (var line in Explained(typeof(BridgeOptions), ""))
            Assert.True(readme.Contains(line, StringComparison.Ordinal), $"README.md lacks the line: {line}");
    }

    static IEnumerable<string> Explained(Type type, string path)
    {
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            if (property.PropertyType.Namespace == typeof(BridgeOptions).Namespace && property.PropertyType.IsClass)
            {
                foreach (var line in Explained(property.PropertyType, $"{path}{property.Name}.")) yield return line;
            }
            else
            {
                yield return $"| `{path}{property.Name}` | {property.GetCustomAttribute<DescriptionAttribute>()?.Description} |";
            }
        }
    }

    static IEnumerable<string> Lines(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Any())
            return element.EnumerateObject().SelectMany(p => Lines(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}"));
        return [new StringBuilder(path).Append(" = ").Append(element.GetRawText()).ToString()];
    }
}
