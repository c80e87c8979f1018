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
        var command = new Command("train", "Trains a model on a library of captured runs.\n\nExample: cfdbridge train codec ~/.local/share/cfdbridge/library/cylinder-wake --out cylinder-codec") { Codec() };
        return command;
    }

    static Command Codec()
    {
        var (defaults, sizes) = (new CodecTrainingOptions(), NeuralCodecConfig.For(2));
        var library = new Argument<string>("LIBRARY") { Description = $"Folder of captured runs, with {LibrarySplit.FileName} for the split.", DefaultValueFactory = _ => LibraryFolder.Path };
        var folder = new Option<string>("--out") { Description = "Folder of the codec; an unfinished training there goes on.", HelpName = "DIR", Required = true };
        var latent = Number("--latent", "Numbers kept of a latent site and block.", sizes.Latent);
        var steps = Number("--steps", "Steps on trajectories with thinned points.", defaults.TrajectorySteps);
        var frames = Number("--frame-steps", "Steps on single snapshots with all points, the latents held.", defaults.FrameSteps);
        var points = Number("--point-steps", "Steps of the point decoder.", defaults.PointSteps);
        var seed = Number("--seed", "Seed of every random choice.", defaults.Seed);
        var threads = Number("--threads", "Threads; 0 for all cores.", defaults.Threads);
        var encoder = new Option<PointEncoderKind>("--points") { Description = "How points are gathered at the patches.", DefaultValueFactory = _ => sizes.PointEncoder };
        var bases = new Option<BasisSharing>("--bases") { Description = "Linear directions: own for every patch, or shared.", DefaultValueFactory = _ => sizes.Linear.Bases };
        var kind = new Option<LatentKind>("--latents") { Description = "Plain numbers, or means of distributions.", DefaultValueFactory = _ => sizes.LatentKind };
        var times = Number("--time-kernel", "Blocks of snapshots that a residual block sees.", sizes.TimeKernel);
        var grid = new Option<int[]>("--grid") { Description = "Grid nodes along each axis, such as 96 64.", HelpName = "NODES", AllowMultipleArgumentsPerToken = true };
        var memory = Number("--memory", "Memory for the training data, MiB.", defaults.MemoryMiB);
        var command = new Command("codec", "Trains an irregular-point codec: fields on any mesh to about a hundredth of the numbers and back.\n\nExample: cfdbridge train codec LIBRARY --out DIR --latent 25")
        {
            library, folder, latent, steps, frames, points, seed, threads, encoder, bases, kind, times, grid, memory,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = defaults with
            {
                TrajectorySteps = parsed.GetValue(steps), FrameSteps = parsed.GetValue(frames), PointSteps = parsed.GetValue(points), Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads), MemoryMiB = parsed.GetValue(memory),
            };
            NeuralCodecConfig Sizes(int dimensions)
            {
                var usual = NeuralCodecConfig.For(dimensions);
                var nodes = parsed.GetValue(grid) is { Length: > 0 } given ? given : usual.Linear.GridNodes;
                return usual with
                {
                    Linear = usual.Linear with { Bases = parsed.GetValue(bases), GridNodes = nodes },
                    Latent = parsed.GetValue(latent), PointEncoder = parsed.GetValue(encoder), LatentKind = parsed.GetValue(kind), TimeKernel = parsed.GetValue(times),
                };
            }

            using var bar = new TrainingBar(Console.Error);
            CodecTraining.Run(parsed.GetValue(library)!, parsed.GetValue(folder)!, Sizes, options, bar, cancellationToken); // one has a default, the other is required
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    static Option<int> Number(string name, string description, int usual) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
}
