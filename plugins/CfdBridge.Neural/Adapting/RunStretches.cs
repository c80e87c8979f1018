using CfdBridge.Models;
using static System.FormattableString;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// T frames · L sites · D latent numbers
/// <summary>
/// An observed window as a tuning sees it: its last quarter kept aside, the rest once for every step that a block can end
/// with. Whatever is learned from, its mean included, is worked out without the steps that are kept aside.
/// </summary>
sealed class RunStretches(string kind, Checkpoint checkpoint)
{
    const int AsideShare = 4; // a quarter of the frames, and of a segment at least

    readonly NeuralCodec codec = checkpoint.Codec;

    readonly int segment = ((IGapFiller)checkpoint.Generator).SegmentFrames; // what is tuned works in segments

    /// <exception cref="EngineRefusedException">There is too little of the run.</exception>
    public void Expect(Trajectory observed)
    {
        var (frames, least) = (EvenContext.For(checkpoint, observed).Frames, segment / 2 + segment / AsideShare);
        if (frames < least)
            throw Suitability.Refusal(
                "the window", Invariant($"it holds {frames} frames of {checkpoint.Generator.FrameSeconds:G4} s; tuning {kind} needs {least}: half a segment to learn from, and a quarter of one kept aside, which says when to stop"),
                "Wait for more steps, or see more of them (Forecast.WindowSteps).");
    }

    /// <param name="mesh">The codec on the window's mesh.</param>
    public TuningFrames Of(Trajectory observed, MeshCodec mesh, CancellationToken cancellationToken)
    {
        var whole = EvenContext.For(checkpoint, observed);
        var aside = Math.Max(segment, whole.Frames) / AsideShare;
        var steps = (int)Math.Ceiling(aside * checkpoint.Generator.FrameSeconds / observed.SpacingSeconds - 1e-3);
        var learned = observed.Slice(0, observed.Count - steps);
        var mean = codec.Linear.Config.Centring == FlowCentring.Run ? EvenContext.For(checkpoint, learned).Mean() : null;
        var stretches = Ends(observed.SpacingSeconds).Select(before => Frames(learned.Slice(0, learned.Count - before), mesh, mean, cancellationToken)).ToArray();
        var all = Frames(observed, mesh, mean, cancellationToken);
        return new(stretches, all.narrow(0, 0, whole.Frames - aside), all.narrow(0, whole.Frames - aside, aside), checkpoint.Generator.ToldOfSites ? mesh.SiteFeatures(mean) : null);
    }

    // Steps by which a stretch may end earlier: blocks that begin with other snapshots.
    IEnumerable<int> Ends(double spacingSeconds) => Enumerable.Range(0, codec.BlockSnapshots).Select(snapshot => (int)Math.Round(snapshot * checkpoint.SnapshotSeconds / spacingSeconds)).Distinct();

    Tensor Frames(Trajectory part, MeshCodec mesh, RunMean? mean, CancellationToken cancellationToken)
    {
        var context = EvenContext.For(checkpoint, part);
        var values = checkpoint.Encoding.LastFrames(context, part.Mesh, mesh, mean, context.Frames, cancellationToken);
        return tensor(values, [context.Frames, codec.Sites, codec.Config.Latent]);
    }
}
