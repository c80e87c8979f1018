using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

/// <summary>Whole segments at once, the mean or drawn; parameters that are not told are read from the run.</summary>
sealed class SegmentLatents(SegmentModel model) : ILatentGenerator, IGapFiller
{
    readonly SegmentGenerator generator = new(model);

    /// <summary>Parameters that were read from the run before; null to read them from each context.</summary>
    public IReadOnlyDictionary<string, double>? Read { get; init; }

    public double FrameSeconds => model.FrameSeconds;

    /// <summary>Three quarters of a segment.</summary>
    public int FramesSeen => 3 * model.Config.Frames / 4;

    public LatentScaling Scaling => model.Scaling;

    public RunConditions Conditions => model.Conditions;

    public Arithmetic Arithmetic => model.Network.Arithmetic;

    public bool Draws => model.Draws;

    public bool NeedsParameters => true;

    public bool ToldOfSites => model.Config.GeometryChannels > 0;

    public int SegmentFrames => model.Config.Frames;

    public Tensor Fill(Tensor latents, IReadOnlyList<bool> known, LatentRequest request) =>
        generator.Fill(latents, known, Whole(request with { Parameters = request.Parameters.Concat(request.Expected).ToDictionary() }));

    public GeneratedFrames Continue(Tensor context, int frames, LatentRequest request)
    {
        var whole = Whole(request);
        // From nothing nothing can be read.
        var read = Read ?? (context.shape[0] > 0 ? generator.Read(context, whole) : request.Expected);
        return new(generator.Continue(context, frames, whole with { Known = whole.Known with { Parameters = request.Parameters.Concat(read).ToDictionary() } }), read);
    }

    GenerationRequest Whole(LatentRequest request)
    {
        var whole = new GenerationRequest
        {
            Mode = request.Mode,
            Members = request.Members,
            Seed = request.Seed,
            Method = request.Method,
            FirstContext = FramesSeen,
            Known = new() { Parameters = request.Parameters, Developed = request.Developed },
            Expected = request.Expected,
            Geometry = request.Sites,
        };
        return request.FlowSteps is { } steps ? whole with { Steps = steps } : whole;
    }
}
