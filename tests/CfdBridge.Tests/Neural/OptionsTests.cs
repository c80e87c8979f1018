using System.ComponentModel;
using System.Reflection;
using CfdBridge.Neural;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Neural;

public sealed class OptionsTests
{
    [Fact]
    public void The_plugins_readme_explains_every_option_in_one_line()
    {
        var lines = File.ReadAllLines(Repository.At("plugins", "CfdBridge.Neural", "README.md"));

        var engines = new[] { ("echo", typeof(EchoOptions)), ("enma", typeof(EnmaOptions)), ("segment-adapted", typeof(AdaptedOptions)) };
        var options = engines.SelectMany(engine => engine.Item2.GetProperties().Where(p => p.CanWrite).Select(p => (Engine: engine.Item1, Own: p.DeclaringType == engine.Item2, p.Name, p.GetCustomAttribute<DescriptionAttribute>()?.Description)));
        foreach (var option in options.GroupBy(one => (one.Own, one.Name, one.Description)))
        {
            var only = option.Key.Own ? $" ({string.Join(", ", option.Select(one => one.Engine))})" : "";
            Assert.Contains($"| `{option.Key.Name}`{only} | {option.Key.Description} |", lines);
        }
    }
}
