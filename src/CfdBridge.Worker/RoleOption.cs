using System.CommandLine;
using CfdBridge.Models;

namespace CfdBridge.Worker;

/// <summary>The user's word on what parts of the boundary are: <c>--role body0=Wall</c>.</summary>
static class RoleOption
{
    public static Option<string[]> Create() => new("--role")
    {
        Description = $"What a part of the boundary is, where it is not found right: {string.Join(", ", Enum.GetNames<BoundaryRole>())}.",
        HelpName = "PART=ROLE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <exception cref="UsageException">A word is no part with its role.</exception>
    public static IReadOnlyDictionary<string, BoundaryRole> Of(ParseResult parsed, Option<string[]> option)
    {
        var roles = new Dictionary<string, BoundaryRole>();
        foreach (var word in parsed.GetValue(option) ?? [])
        {
            var parts = word.Split('=', 2);
            if (parts.Length != 2 || !Enum.TryParse<BoundaryRole>(parts[1], ignoreCase: true, out var role))
                throw new UsageException($"--role {word}", "it is no part with its role", $"Write --role body0=Wall. {NearMatch.Hint(parts[^1], Enum.GetNames<BoundaryRole>())}");
            roles[parts[0]] = role;
        }

        return roles;
    }
}
