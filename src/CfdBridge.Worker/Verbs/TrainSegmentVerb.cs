using System.CommandLine;
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
        var shared = new GeneratorOptions();
        var steps = GeneratorOptions.Number("--steps", $"Steps free of noise, for the mean forecast ({usual.Steps}).");
        var mixed = GeneratorOptions.Number("--mixed-steps", $"Steps after them that also train drawing ({usual.MixedSteps}).");
        var frames = GeneratorOptions.Number("--frames", "Frames (blocks of snapshots) of a segment.");
        var depth = GeneratorOptions.Number("--depth", "Blocks of the transformer.");
        var width = GeneratorOptions.Number("--width", "Channels of a token.");
        var batch = GeneratorOptions.Number("--batch", $"Segments in a step ({usual.Batch}).");
        var reads = new Option<bool>("--read-parameters") { Description = "Also train reading a run's parameters from its frames, for runs where nobody tells them." };
        var transient = new Option<double?>("--transient-share") { Description = "Share of the segments that begin before a run has settled (0: all alike).", HelpName = "SHARE" };
        var command = new Command(name, description) { shared.Library, shared.Codec, shared.Folder, steps, mixed, frames, depth, width, shared.Patch, batch, reads, transient, shared.Tell, shared.MirrorAxis, shared.Odd, shared.Seed, shared.Threads, shared.Roles };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = usual with
            {
                Steps = parsed.GetValue(steps) ?? usual.Steps,
                MixedSteps = parsed.GetValue(mixed) ?? usual.MixedSteps,
                Batch = parsed.GetValue(batch) ?? usual.Batch,
                TransientShare = parsed.GetValue(transient) ?? usual.TransientShare,
                Told = parsed.GetValue(shared.Tell) is { Length: > 0 } told ? told : null,
                Mirror = shared.Mirror(parsed),
                Seed = parsed.GetValue(shared.Seed) ?? usual.Seed,
                Threads = parsed.GetValue(shared.Threads) ?? usual.Threads,
                Roles = RoleOption.Of(parsed, shared.Roles),
            };
            SegmentConfig Sizes(NeuralCodec one)
            {
                var usualSizes = SegmentConfig.For(one);
                var sizes = usualSizes with
                {
                    Frames = parsed.GetValue(frames) ?? usualSizes.Frames,
                    Depth = parsed.GetValue(depth) ?? usualSizes.Depth,
                    Width = parsed.GetValue(width) ?? usualSizes.Width,
                    ReadsParameters = parsed.GetValue(reads),
                    Patch = parsed.GetValue(shared.Patch) is { Length: > 0 } given ? given : usualSizes.Patch,
                };
                GeneratorOptions.Checked(name, sizes.Validate);
                return sizes;
            }

            GeneratorOptions.Checked(name, options.Validate);
            using var bar = new WorkBar(Console.Error);
            using var processes = TrainingProcesses.Join(ProcessPlace.Of(Environment.GetEnvironmentVariable), bar, cancellationToken);
            SegmentTraining.Run(parsed.GetValue(shared.Library)!, parsed.GetValue(shared.Codec)!, parsed.GetValue(shared.Folder)!, Sizes, options, processes, bar, cancellationToken); // one has a default, the others are required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
