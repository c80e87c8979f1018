using System.CommandLine;
using CfdBridge.Models;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>A library in a codec's latents to ENMA, which draws frame after frame.</summary>
static class TrainEnmaVerb
{
    const string Name = "enma";

    public static Command Create()
    {
        var usual = new EnmaTrainingOptions();
        var shared = new GeneratorOptions();
        var steps = GeneratorOptions.Number("--steps", $"Steps ({usual.Steps}).");
        var frames = GeneratorOptions.Number("--frames", $"Frames (blocks of snapshots) of a clip ({usual.Frames}).");
        var width = GeneratorOptions.Number("--width", "Channels of a token.");
        var timeDepth = GeneratorOptions.Number("--time-depth", "Blocks of the causal transformer in time.");
        var spaceDepth = GeneratorOptions.Number("--space-depth", "Blocks of the masked transformer in space.");
        var batch = GeneratorOptions.Number("--batch", $"Clips in a step ({usual.Batch}).");
        var from = new Option<string?>("--from") { Description = "A trained generator to go on from, with its sizes, on these runs.", HelpName = "DIR" };
        var rate = new Option<double?>("--learning-rate") { Description = $"Learning rate at its highest ({usual.LearningRate}).", HelpName = "RATE" };
        var alike = new Option<double?>("--alike-share") { Description = $"Share of the auxiliary trajectories that begin like the clips ({usual.AlikeShare}).", HelpName = "SHARE" };
        var command = new Command(Name, "Trains a forecast that draws frame after frame in a codec's latents, and reads the dynamics from other trajectories [ENMA].\n\nExample: cfdbridge train enma LIBRARY --codec DIR --out DIR --steps 1000")
        {
            shared.Library, shared.Codec, shared.Folder, from, rate, steps, frames, width, timeDepth, spaceDepth, shared.Patch, batch, alike, shared.Tell, shared.MirrorAxis, shared.Odd, shared.Seed, shared.Threads, shared.Roles,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = usual with
            {
                Steps = parsed.GetValue(steps) ?? usual.Steps,
                From = parsed.GetValue(from),
                LearningRate = parsed.GetValue(rate) ?? usual.LearningRate,
                Frames = parsed.GetValue(frames) ?? usual.Frames,
                Batch = parsed.GetValue(batch) ?? usual.Batch,
                AlikeShare = parsed.GetValue(alike) ?? usual.AlikeShare,
                Told = parsed.GetValue(shared.Tell) is { Length: > 0 } told ? told : null,
                Mirror = shared.Mirror(parsed),
                Seed = parsed.GetValue(shared.Seed) ?? usual.Seed,
                Threads = parsed.GetValue(shared.Threads) ?? usual.Threads,
                Roles = RoleOption.Of(parsed, shared.Roles),
            };
            var shaped = parsed.GetValue(shared.Patch) is { Length: > 0 } || parsed.GetValue(shared.Tell) is { Length: > 0 } || (parsed.GetValue(width) ?? parsed.GetValue(timeDepth) ?? parsed.GetValue(spaceDepth)) is not null;
            if (options.From is not null && shaped)
                throw new UsageException("--from", "sizes or what it is told are given too, and a trained generator has its own", "Leave out --width, --time-depth, --space-depth, --patch and --tell.");
            EnmaConfig Sizes(NeuralCodec one)
            {
                var usualSizes = EnmaConfig.For(one, options.Frames);
                var sizes = usualSizes with
                {
                    Width = parsed.GetValue(width) ?? usualSizes.Width,
                    TimeDepth = parsed.GetValue(timeDepth) ?? usualSizes.TimeDepth,
                    SpaceDepth = parsed.GetValue(spaceDepth) ?? usualSizes.SpaceDepth,
                    Patch = parsed.GetValue(shared.Patch) is { Length: > 0 } given ? given : usualSizes.Patch,
                };
                GeneratorOptions.Checked(Name, sizes.Validate);
                return sizes;
            }

            GeneratorOptions.Checked(Name, options.Validate);
            using var bar = new WorkBar(Console.Error);
            using var processes = TrainingProcesses.Join(ProcessPlace.Of(Environment.GetEnvironmentVariable), bar, cancellationToken);
            EnmaTraining.Run(parsed.GetValue(shared.Library)!, parsed.GetValue(shared.Codec)!, parsed.GetValue(shared.Folder)!, Sizes, options, processes, bar, cancellationToken); // one has a default, the others are required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
