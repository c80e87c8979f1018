using System.Text.RegularExpressions;
using System.Xml.Linq;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Architecture;

public sealed partial class LayerTests
{
    [Fact]
    public void The_project_references_are_the_picture_in_the_readme()
    {
        var drawn = Picture().Match(File.ReadAllText(Repository.At("README.md"))).Groups[1].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("->"))
            .ToDictionary(parts => parts[0].Trim(), parts => string.Join(' ', parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order()));

        var built = new[] { "src", "plugins" }.SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(Short, project => string.Join(' ', References(project).Select(Short).Order()));

        Assert.Equal(built.OrderBy(p => p.Key).Select(p => $"{p.Key} -> {p.Value}"), drawn.OrderBy(p => p.Key).Select(p => $"{p.Key} -> {p.Value}"));
    }

    static string Short(string project) => Path.GetFileNameWithoutExtension(project).Replace("CfdBridge.", "", StringComparison.Ordinal);

    // A project that is only built, not referenced, is no arrow.
    static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
        .Select(reference => (string?)reference.Attribute("Include") ?? "");

    [GeneratedRegex("```layers\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
