using System.Runtime.CompilerServices;
using CfdBridge.Models;
using static System.FormattableString;

namespace CfdBridge.Neural;

// B blocks · L sites · D latent numbers
/// <summary>
/// Fields between steps, in gaps and before the first step [ECHO's interpolation and inverse tasks]: known blocks to latents,
/// the others from the generator, then back, with the observed steps put right.
/// </summary>
sealed class TimesBetween(RunModel run)
{
    const double Context = 1;   // segments of observed steps on either side of what is wanted
    const double Fade = 1;      // blocks, over which what an observed step says fades beyond an island's end
    const int Rounds = 3;       // of refinement, where steps are far apart

    public Interpolation Find(IReadOnlyList<double> wanted, CancellationToken cancellationToken)
    {
        var (observed, codec) = (run.Observed, run.Codec);
        double[] times = [.. observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
        var around = Context * run.Filler.SegmentFrames * run.BlockSeconds;
        var clock = new BlockClock(
            times, Math.Min(wanted[0], Math.Max(times[0], wanted[0] - around)), Math.Max(wanted[^1], Math.Min(times[^1], wanted[^1] + around)), run.Checkpoint.SnapshotSeconds, codec.BlockSnapshots);
        if (!clock.Known.Any(known => known))
            throw new EngineRefusedException(Invariant($"No {codec.BlockSnapshots} snapshots {run.Checkpoint.SnapshotSeconds:G4} s apart can be had from the steps around what is wanted. Write more often."));
        var blocks = new ObservedBlocks(codec, run.Mesh, run.Mean, observed, clock);
        var asked = run.Asked with { Sites = run.Checkpoint.Generator.ToldOfSites ? run.Mesh.SiteFeatures(run.Mean) : null };
        var missing = new MissingBlocks(run.Filler, asked, run.BlockSeconds, codec.Sites, codec.Config.Latent);
        var latents = blocks.Encode(cancellationToken);
        var members = missing.Fill(latents, clock.Known, cancellationToken);
        string[] notes = [Invariant($"{(members.Length == 1 ? "One path" : $"{members.Length} paths")} through {clock.Known.Count(known => known)} known and {clock.Known.Count(known => !known)} missing blocks of {run.BlockSeconds:G4} s.")];
        return new(notes, StepsAsync([.. members.Select(member => Member(member, members.Length, clock))], wanted, CancellationToken.None));
    }

    InterpolatedMember Member(float[] latents, int members, BlockClock clock)
    {
        var width = run.Codec.Sites * run.Codec.Config.Latent;
        var decoded = new DecodedRun(run.Codec, run.Mesh, PointSet.CellsOf(run.Observed.Mesh), [.. latents[..width], .. latents], run.Mean, members);
        return new(decoded, run.Observed, run.Codec.Linear.Channels, clock, Fade * run.BlockSeconds);
    }

    async IAsyncEnumerable<PredictedStep> StepsAsync(InterpolatedMember[] members, IReadOnlyList<double> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var time in wanted)
        {
            // A component that is no channel of the model stays as it is in the nearest step.
            var like = run.Observed.Snapshots.MinBy(snapshot => Math.Abs(snapshot.TimeSeconds - time))!.Fields; // there is one
            var fields = await Task.Run(() => members.Select(member => ObservedFields.Of(member.At(time), run.Codec.Linear.Channels, like)).ToArray(), cancellationToken);
            yield return new(time, fields);
        }
    }
}
