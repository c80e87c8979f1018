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
    const double Fade = 1.5;    // blocks, over which what an observed step says fades beyond an island's end
    const float Believed = 0.5f; // share of the generator where steps are far apart; by the validation runs

    public Interpolation Find(IReadOnlyList<double> wanted, CancellationToken cancellationToken)
    {
        var (observed, codec) = (run.Observed, run.Codec);
        double[] times = [.. observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
        var around = Context * run.Filler.SegmentFrames * run.BlockSeconds;
        var clock = new BlockClock(
            times, Math.Min(wanted[0], Math.Max(times[0], wanted[0] - around)), Math.Max(wanted[^1], Math.Min(times[^1], wanted[^1] + around)), run.Checkpoint.SnapshotSeconds, codec.BlockSnapshots);
        if (!clock.Known.Any(known => known))
            throw new EngineRefusedException(Invariant($"No {codec.BlockSnapshots} snapshots {run.Checkpoint.SnapshotSeconds:G4} s apart can be had from the steps within a segment ({around:G4} s) of what is wanted. Ask for times nearer to the steps, or write more often."));
        var blocks = new ObservedBlocks(codec, run.Mesh, run.Mean, observed, clock);
        var asked = run.Asked with { Sites = run.Checkpoint.Generator.ToldOfSites ? run.Mesh.SiteFeatures(run.Mean) : null };
        var missing = new MissingBlocks(run.Filler, asked, run.BlockSeconds, codec.Sites, codec.Config.Latent);
        var members = missing.Fill(blocks.Encode(cancellationToken), clock.Known, cancellationToken);
        if (clock.Coarse.Any(coarse => coarse)) members = Refined(members, missing, clock, cancellationToken);
        string[] notes = [Invariant($"{(members.Length == 1 ? "One path" : $"{members.Length} paths")} through {clock.Known.Count(known => known)} known and {clock.Known.Count(known => !known)} missing blocks of {run.BlockSeconds:G4} s.")];
        return new(notes, StepsAsync([.. members.Select(member => Member(member, members.Length, clock))], wanted, CancellationToken.None));
    }

    // Where steps are far apart, what is interpolated in time lacks what is quick, and the generator has errors of its own: half
    // of each. Every second block is found from the others, and then the others.
    float[][] Refined(float[][] members, MissingBlocks missing, BlockClock clock, CancellationToken cancellationToken)
    {
        var width = run.Codec.Sites * run.Codec.Config.Latent;
        var refined = members.Select(member => (float[])member.Clone()).ToArray();
        foreach (var odd in new[] { 0, 1 })
        {
            bool[] known = [.. Enumerable.Range(0, clock.Blocks).Select(block => clock.Known[block] && !(clock.Coarse[block] && block % 2 == odd))];
            var filled = missing.Fill(members[0], known, cancellationToken);
            for (var member = 0; member < refined.Length; member++)
            {
                for (var block = 0; block < clock.Blocks; block++)
                {
                    if (!clock.Coarse[block] || block % 2 != odd) continue;
                    for (var i = block * width; i < (block + 1) * width; i++) refined[member][i] += Believed * (filled[member][i] - refined[member][i]);
                }
            }
        }

        return refined;
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
