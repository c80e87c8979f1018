using System.CommandLine;

namespace CfdBridge.Worker;

/// <summary>Command-line mistakes, with what may have been meant.</summary>
static class UsageErrors
{
    public static void Print(ParseResult parsed, TextWriter errors)
    {
        var command = parsed.CommandResult.Command;
        string[] known = [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)];
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var token = parsed.UnmatchedTokens[0];
            errors.WriteLine($"cfdbridge: {token}: there is no such {(token.StartsWith('-') ? "option" : "verb or argument")}. {NearMatch.Hint(token, token.StartsWith('-') ? known.Where(k => k.StartsWith('-')) : known.Where(k => !k.StartsWith('-')))}");
        }
        else
        {
            errors.WriteLine($"cfdbridge: {parsed.Errors[0].Message.TrimEnd('.')}.");
        }

        errors.WriteLine($"See cfdbridge {(command is RootCommand ? "" : command.Name + " ")}--help.");
    }
}
