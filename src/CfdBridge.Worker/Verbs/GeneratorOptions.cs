using System.CommandLine;
using CfdBridge.Data;

namespace CfdBridge.Worker;

/// <summary>What the trainings of generators are told alike.</summary>
sealed class GeneratorOptions
{
    public Argument<string> Library { get; } = new("LIBRARY") { Description = $"Folder of captured runs, with {LibrarySplit.FileName} for the split.", DefaultValueFactory = _ => LibraryFolder.Path };

    public Option<string> Codec { get; } = new("--codec") { Description = "Folder of the codec, which stays as it is.", HelpName = "DIR", Required = true };

    public Option<string> Folder { get; } = new("--out") { Description = "Folder of the generator; an unfinished training there goes on.", HelpName = "DIR", Required = true };

    public Option<int[]> Patch { get; } = new("--patch") { Description = "Latent sites of a token along each axis.", HelpName = "N", AllowMultipleArgumentsPerToken = true };

    public Option<int?> Seed { get; } = Number("--seed", "Seed of every random choice.");

    public Option<int?> Threads { get; } = Number("--threads", "Threads; 0 for all cores.");

    public Option<string[]> Roles { get; } = RoleOption.Create();

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
