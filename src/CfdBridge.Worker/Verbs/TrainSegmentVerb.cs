using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>A library in a codec's latents to a generator of whole segments: the mean forecast, or ECHO, which draws too.</summary>
static class TrainSegmentVerb
{
    const int MixedSteps = 1000;

    public static Command Segment() => Create(
        "segment", "Trains a forecast of whole trajectory segments in a codec's latents.\n\nExample: cfdbridge train segment LIBRARY --codec DIR --out DIR --steps 2400", new());

    public static Command Echo() => Create(
        "echo", "Trains a forecast of whole segments that also draws ensembles, fills gaps and goes back in time [ECHO].\n\nExample: cfdbridge train echo LIBRARY --codec DIR --out DIR --mixed-steps 1000", new() { MixedSteps = MixedSteps });

    static Command Create(string name, string description, SegmentTrainingOptions usual)
    {
        var library = new Argument<string>("LIBRARY") { Description = $"Folder of captured runs, with {LibrarySplit.FileName} for the split.", DefaultValueFactory = _ => LibraryFolder.Path };
        var codec = new Option<string>("--codec") { Description = "Folder of the codec, which stays as it is.", HelpName = "DIR", Required = true };
        var folder = new Option<string>("--out") { Description = "Folder of the generator; an unfinished training there goes on.", HelpName = "DIR", Required = true };
        var steps = Number("--steps", $"Steps free of noise, for the mean forecast ({usual.Steps}).");
        var mixed = Number("--mixed-steps", $"Steps after them that also train drawing ({usual.MixedSteps}).");
        var frames = Number("--frames", "Frames (blocks of snapshots) of a segment.");
        var depth = Number("--depth", "Blocks of the transformer.");
        var width = Number("--width", "Channels of a token.");
        var patch = new Option<int[]>("--patch") { Description = "Latent sites of a token along each axis.", HelpName = "N", AllowMultipleArgumentsPerToken = true };
        var batch = Number("--batch", $"Segments in a step ({usual.Batch}).");
        var seed = Number("--seed", "Seed of every random choice.");
        var threads = Number("--threads", "Threads; 0 for all cores.");
        var roles = RoleOption.Create();
        var command = new Command(name, description) { library, codec, folder, steps, mixed, frames, depth, width, patch, batch, seed, threads, roles };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = usual with
            {
                Steps = parsed.GetValue(steps) ?? usual.Steps,
                MixedSteps = parsed.GetValue(mixed) ?? usual.MixedSteps,
                Batch = parsed.GetValue(batch) ?? usual.Batch,
                Seed = parsed.GetValue(seed) ?? usual.Seed,
                Threads = parsed.GetValue(threads) ?? usual.Threads,
                Roles = RoleOption.Of(parsed, roles),
            };
            SegmentConfig Sizes(NeuralCodec one)
            {
                var usualSizes = SegmentConfig.For(one);
                var sizes = usualSizes with
                {
                    Frames = parsed.GetValue(frames) ?? usualSizes.Frames,
                    Depth = parsed.GetValue(depth) ?? usualSizes.Depth,
                    Width = parsed.GetValue(width) ?? usualSizes.Width,
                    Patch = parsed.GetValue(patch) is { Length: > 0 } given ? given : usualSizes.Patch,
                };
                Checked(name, sizes.Validate);
                return sizes;
            }

            Checked(name, options.Validate);
            using var bar = new WorkBar(Console.Error);
            SegmentTraining.Run(parsed.GetValue(library)!, parsed.GetValue(codec)!, parsed.GetValue(folder)!, Sizes, options, bar, cancellationToken); // one has a default, the others are required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    static void Checked(string name, Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException failure)
        {
            throw new UsageException($"train {name}", failure.Message.TrimEnd('.'), "Correct the options.", failure);
        }
    }

    static Option<int?> Number(string name, string description) => new(name) { Description = description, HelpName = "N" };
}
