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

        foreach (var property in typeof(EchoOptions).GetProperties().Where(p => p.CanWrite))
        {
            var only = property.DeclaringType == typeof(EchoOptions) ? " (echo)" : "";
            Assert.Contains($"| `{property.Name}`{only} | {property.GetCustomAttribute<DescriptionAttribute>()?.Description} |", lines);
        }
    }
}
