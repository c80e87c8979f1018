using System.CommandLine;
using CfdBridge.Data;
using CfdBridge.Models;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>Captured runs to a model.</summary>
static class TrainVerb
{
    public static Command Create()
    {
        var command = new Command("train", "Trains a model on a library of captured runs.\n\nExample: cfdbridge train codec ~/.local/share/cfdbridge/library/cylinder-wake --out cylinder-codec") { Codec(), Residuals(), TrainSegmentVerb.Segment(), TrainSegmentVerb.Echo(), TrainEnmaVerb.Create() };
        return command;
    }

    static Command Codec()
    {
        var library = new Argument<string>("LIBRARY") { Description = $"Folder of captured runs, with {LibrarySplit.FileName} for the split.", DefaultValueFactory = _ => LibraryFolder.Path };
        var folder = new Option<string>("--out") { Description = "Folder of the codec; an unfinished training there goes on.", HelpName = "DIR", Required = true };
        var file = new Option<string?>("--recipe") { Description = "Sizes and training options as JSON; what follows overrides it.", HelpName = "FILE" };
        var latent = GeneratorOptions.Number("--latent", "Numbers kept of a latent site and block.");
        var steps = GeneratorOptions.Number("--steps", "Steps on trajectories with thinned points.");
        var frames = GeneratorOptions.Number("--frame-steps", "Steps on single snapshots with all points, the latents held.");
        var points = GeneratorOptions.Number("--point-steps", "Steps of the point decoder.");
        var seed = GeneratorOptions.Number("--seed", "Seed of every random choice.");
        var threads = GeneratorOptions.Number("--threads", "Threads; 0 for all cores.");
        var encoder = new Option<PointEncoderKind?>("--points") { Description = "How points are gathered at the patches, and patches read by the points." };
        var kind = new Option<LatentKind?>("--latents") { Description = "Plain numbers, or means of distributions." };
        var times = GeneratorOptions.Number("--time-kernel", "Blocks of snapshots that a residual block sees.");
        var roles = RoleOption.Create();
        var command = new Command("codec", "Trains an irregular-point codec: fields on any mesh to about a hundredth of the numbers and back.\n\nExample: cfdbridge train codec LIBRARY --out DIR --latent 25")
        {
            library, folder, file, latent, steps, frames, points, seed, threads, encoder, kind, times, roles,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            ProcessPlace.Of(Environment.GetEnvironmentVariable).ExpectAlone("train codec");
            var recipe = parsed.GetValue(file) is { } path ? CodecRecipe.Load(path) : new();
            var usual = recipe.Training;
            var options = usual with
            {
                TrajectorySteps = parsed.GetValue(steps) ?? usual.TrajectorySteps,
                FrameSteps = parsed.GetValue(frames) ?? usual.FrameSteps,
                PointSteps = parsed.GetValue(points) ?? usual.PointSteps,
                Seed = parsed.GetValue(seed) ?? usual.Seed,
                Threads = parsed.GetValue(threads) ?? usual.Threads,
                Roles = parsed.GetValue(roles) is { Length: > 0 } ? RoleOption.Of(parsed, roles) : usual.Roles,
            };
            NeuralCodecConfig Sizes(Mesh mesh)
            {
                var sizes = recipe.Sizes ?? NeuralCodecConfig.For(mesh);
                return sizes with
                {
                    Latent = parsed.GetValue(latent) ?? sizes.Latent,
                    PointEncoder = parsed.GetValue(encoder) ?? sizes.PointEncoder,
                    LatentKind = parsed.GetValue(kind) ?? sizes.LatentKind,
                    TimeKernel = parsed.GetValue(times) ?? sizes.TimeKernel,
                };
            }

            using var bar = new WorkBar(Console.Error);
            CodecTraining.Run(parsed.GetValue(library)!, parsed.GetValue(folder)!, Sizes, options, bar, cancellationToken); // one has a default, the other is required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    static Command Residuals()
    {
        var library = new Argument<string>("LIBRARY") { Description = $"Folder of captured runs; those that {LibrarySplit.FileName} holds out for validation are used.", DefaultValueFactory = _ => LibraryFolder.Path };
        var folder = new Option<string>("--codec") { Description = "Folder of the codec.", HelpName = "DIR", Required = true };
        var roles = RoleOption.Create();
        var command = new Command("residuals", "Writes beside a codec what it loses of runs that it was not fitted to; ensembles of its generators count it to their spread.\n\nExample: cfdbridge train residuals LIBRARY --codec DIR") { library, folder, roles };
        command.SetAction((parsed, cancellationToken) =>
        {
            ProcessPlace.Of(Environment.GetEnvironmentVariable).ExpectAlone("train residuals");
            using var bar = new WorkBar(Console.Error);
            ResidualsFit.Run(parsed.GetValue(library)!, parsed.GetValue(folder)!, RoleOption.Of(parsed, roles), bar, cancellationToken); // one has a default, the other is required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
