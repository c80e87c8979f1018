using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>Trained models against simple methods and truth.</summary>
static class EvaluateVerb
{
    public static Command Create() =>
        new("evaluate", "Holds trained models against truth, and against simple methods.\n\nExample: cfdbridge evaluate codec cylinder-codec --library ~/.local/share/cfdbridge/library/cylinder-wake --out evaluation") { Codec(), EvaluateForecastVerb.Create(), EvaluateInterpolationVerb.Create(), EvaluateRolloutVerb.Create(), EvaluateTrustVerb.Create() };

    static Command Codec()
    {
        var folders = new Argument<string[]>("CODEC") { Description = "Folders of codecs.", Arity = ArgumentArity.OneOrMore };
        var library = new Option<string>("--library") { Description = $"Folder of captured runs; those that {LibrarySplit.FileName} keeps for the test are used.", HelpName = "DIR", Required = true };
        var output = new Option<string>("--out") { Description = "Folder of the tables and charts.", HelpName = "DIR", Required = true };
        var shares = new Option<double[]>("--shares") { Description = "Shares of the points that are known.", HelpName = "SHARE", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 0.5, 0.2] };
        var latents = new Option<int[]>("--linear") { Description = "Sizes of the linear codec beside the codecs' own.", HelpName = "LATENT", AllowMultipleArgumentsPerToken = true };
        var modes = new Option<int[]>("--pod") { Description = "Modes of a global decomposition of the training runs, which must share a mesh.", HelpName = "MODES", AllowMultipleArgumentsPerToken = true };
        var names = new Option<string[]>("--runs") { Description = "Names of runs instead of those kept for the test.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var mean = new Option<int>("--mean-of") { Description = "First snapshots whose mean a run is centred by, where a codec centres each run by its own; 0 for all.", HelpName = "N" };
        var roles = RoleOption.Create();
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for all cores.", HelpName = "N" };
        var command = new Command("codec", "Encodes and decodes runs that no codec was fitted to, and prints the errors.\n\nExample: cfdbridge evaluate codec DIR --library LIBRARY --out evaluation --shares 1 0.2")
        {
            folders, library, output, shares, latents, modes, names, mean, roles, threads,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var place = parsed.GetValue(library)!; // required
            using var bar = new WorkBar(Console.Error);
            var evaluation = CodecComparison.Run(
                new(parsed.GetValue(folders)!, place, parsed.GetValue(shares)!, parsed.GetValue(latents) ?? [], parsed.GetValue(modes) ?? [], parsed.GetValue(names) ?? [], RoleOption.Of(parsed, roles), parsed.GetValue(mean), parsed.GetValue(threads)), bar, cancellationToken); // one is required, the other has a default
            CodecEvaluationReport.Write(parsed.GetValue(output)!, evaluation); // required
            Console.Out.Write(File.ReadAllText(Path.Combine(parsed.GetValue(output)!, "evaluation.md")));
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
