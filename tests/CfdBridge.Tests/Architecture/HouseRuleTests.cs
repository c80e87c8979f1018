using System.Text.RegularExpressions;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Architecture;

public sealed partial class HouseRuleTests
{
    const int LongestFile = 400;

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold() =>
        Assert.Empty(Repository.Sources().Where(file => File.ReadLines(file).Count() > LongestFile));

    [Fact]
    public void No_type_is_a_drawer_for_odds_and_ends() =>
        Assert.Empty(Repository.Sources().Where(file => Drawer().IsMatch(File.ReadAllText(file))));

    [Fact]
    public void Every_class_is_sealed_abstract_or_static() =>
        Assert.Empty(Repository.Sources().Where(file => !file.EndsWith("Benchmarks.cs", StringComparison.Ordinal)) // BenchmarkDotNet derives from these
            .SelectMany(file => File.ReadLines(file).Where(line => OpenClass().IsMatch(line)).Select(line => $"{file}: {line}")));

    [Fact]
    public void Time_and_randomness_are_injected() =>
        Assert.Empty(Repository.Sources().Where(file => !file.Contains("/tests/", StringComparison.Ordinal) && Ambient().IsMatch(File.ReadAllText(file))));

    [Fact]
    public void Every_project_says_what_it_is_for() =>
        Assert.Empty(new[] { "src", "plugins" }.SelectMany(folder => Directory.GetDirectories(Repository.At(folder))).Where(project => !File.Exists(Path.Combine(project, "README.md"))));

    [GeneratedRegex(@"\b(class|record|struct)\s+\w*(Utils?|Helpers?|Manager|Common)\b")]
    private static partial Regex Drawer();

    [GeneratedRegex(@"^\s*(public\s+)?(partial\s+)?(class|record)\s+\w")]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Utc)?Now|Random\.Shared|new Random\(\))")]
    private static partial Regex Ambient();
}
