using System.CommandLine;
using System.Globalization;

namespace CfdBridge.Worker;

/// <summary>Options that several verbs share, each translated to its configuration key.</summary>
sealed class CommonOptions
{
    readonly List<(Option Option, Func<ParseResult, IEnumerable<KeyValuePair<string, string?>>> Settings)> mapped = [];

    public Option<FileInfo?> Config { get; } = new("--config") { Description = "Settings file on top of appsettings.json.", HelpName = "FILE" };

    public CommonOptions Fields() => List("--fields", "Fields to read, separated by commas.", "Watch:Fields");

    public CommonOptions Region() => Value<string>("--region", "Region of a multi-region case.", "NAME", "Watch:Region");

    public CommonOptions Seed() => Value<ulong?>("--seed", "Seed of every random choice.", "N", "Forecast:Seed");

    public CommonOptions Engine() => Value<string>("--engine", "Engine, or auto for the best by hindcast.", "NAME", "Forecast:Engine");

    public CommonOptions Members() => Value<int?>("--members", "Ensemble members.", "K", "Forecast:Members");

    public CommonOptions Auxiliary() => List("--auxiliary", "Captured runs of the same dynamics, for engines that learn from such in context (enma).", "Forecast:Auxiliary");

    public CommonOptions TimeWindow() => Value<double?>("--from", "Earliest time, seconds.", "TIME", "Watch:FromTime").Value<double?>("--to", "Latest time, seconds.", "TIME", "Watch:ToTime");

    public CommonOptions Output() => Value<string>("--out", "Output folder.", "DIR", "Output:Directory");

    /// <summary>Known run parameters: <c>--set Re=100</c>.</summary>
    public CommonOptions Parameters()
    {
        var option = new Option<string[]>("--set") { Description = "Known run parameter; may stand several times.", HelpName = "NAME=VALUE" };
        mapped.Add((option, parsed => (parsed.GetValue(option) ?? []).Select(Parameter)));
        return this;
    }

    public CommonOptions Value<T>(string name, string description, string helpName, string key)
    {
        var option = new Option<T>(name) { Description = description, HelpName = helpName };
        mapped.Add((option, parsed => parsed.GetValue(option) is { } value
            ? [new(key, Convert.ToString(value, CultureInfo.InvariantCulture))]
            : []));
        return this;
    }

    public void AddTo(Command command)
    {
        command.Add(Config);
        foreach (var (option, _) in mapped) command.Add(option);
    }

    /// <summary>Opens a session with what the command line says.</summary>
    public Session Open(ParseResult parsed, bool quiet, params KeyValuePair<string, string?>[] more) =>
        Session.Open(parsed.GetValue(Config)?.FullName, [.. mapped.SelectMany(m => m.Settings(parsed)), .. more], quiet);

    CommonOptions List(string name, string description, string key)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "A,B" };
        mapped.Add((option, parsed => (parsed.GetValue(option)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            .Select((value, i) => new KeyValuePair<string, string?>($"{key}:{i}", value))));
        return this;
    }

    static KeyValuePair<string, string?> Parameter(string text)
    {
        var parts = text.Split('=', 2);
        if (parts.Length != 2 || parts[0].Length == 0 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new UsageException("--set", $"\"{text}\" is not a name and a number", "Write, for example, --set Re=100.");
        return new($"Forecast:Parameters:{parts[0]}", parts[1]);
    }
}
