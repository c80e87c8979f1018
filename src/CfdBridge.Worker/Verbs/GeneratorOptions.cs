using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Worker;

/// <summary>What the trainings of generators are told alike.</summary>
sealed class GeneratorOptions
{
    public Argument<string> Library { get; } = new("LIBRARY") { Description = $"Folder of captured runs, with {LibrarySplit.FileName} for the split.", DefaultValueFactory = _ => LibraryFolder.Path };

    public Option<string> Codec { get; } = new("--codec") { Description = "Folder of the codec, which stays as it is.", HelpName = "DIR", Required = true };

    public Option<string> Folder { get; } = new("--out") { Description = "Folder of the generator; an unfinished training there goes on.", HelpName = "DIR", Required = true };

    public Option<int[]> Patch { get; } = new("--patch") { Description = "Latent sites of a token along each axis.", HelpName = "N", AllowMultipleArgumentsPerToken = true };

    public Option<string?> MirrorAxis { get; } = new("--mirror") { Description = "Also train on every run as a mirror across this axis shows it: x, y or z.", HelpName = "AXIS" };

    public Option<string[]> Odd { get; } = new("--odd") { Description = "Parameters of runs that change their sign in the mirror.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    public Option<string[]> Tell { get; } = new("--tell") { Description = "Parameters that the generator is to know of (all that differ between the runs).", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    public Option<int?> Seed { get; } = Number("--seed", "Seed of every random choice.");

    public Option<int?> Threads { get; } = Number("--threads", "Threads; 0 for all cores.");

    public Option<string[]> Roles { get; } = RoleOption.Create();

    /// <exception cref="UsageException">No axis is called so.</exception>
    public Mirror? Mirror(ParseResult parsed)
    {
        if (parsed.GetValue(MirrorAxis) is not { } named) return null;
        var axis = "xyz".IndexOf(named, StringComparison.OrdinalIgnoreCase);
        return axis >= 0 && named.Length == 1 ? new(axis, parsed.GetValue(Odd) ?? []) : throw new UsageException($"--mirror {named}", "no axis is called so", "Name x, y or z.");
    }

    public static Option<int?> Number(string name, string description) => new(name) { Description = description, HelpName = "N" };

    /// <exception cref="UsageException">Options do not fit.</exception>
    public static void Checked(string verb, Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException failure)
        {
            throw new UsageException($"train {verb}", failure.Message.TrimEnd('.'), "Correct the options.", failure);
        }
    }
}
