using static System.FormattableString;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// E members · T frames · L sites · D latent numbers
/// <summary>Segments that a generator draws of nothing but a run's parameters. The last ones are kept: leaving sensors out asks for the same again.</summary>
sealed class PriorDraws
{
    const int Together = 16; // members that pass the network at once

    readonly Lock gate = new();
    (string Key, float[][] Members) kept = ("", []);

    /// <returns>For each member row-major [T, L, D].</returns>
    public float[][] Of(RunModel run, LatentRequest asked, int frames, int members, CancellationToken cancellationToken)
    {
        var key = Invariant($"{run.Checkpoint.GetHashCode()} {run.Observed.Mesh.Id} {frames} {members} {asked.Seed} {asked.FlowSteps} {string.Join(' ', asked.Parameters.Concat(asked.Expected).Select(one => Invariant($"{one.Key}={one.Value:R}")))}");
        lock (gate)
        {
            if (kept.Key == key) return kept.Members;
        }

        var (sites, latent, drawn) = (run.Codec.Sites, run.Codec.Config.Latent, new List<float[]>());
        for (var first = 0; first < members; first += Together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(Together, members - first);
            var filled = run.Filler.Fill(zeros(frames, sites, latent), new bool[frames], asked with { Members = count, Seed = asked.Seed + (ulong)first });
            drawn.AddRange(filled.contiguous().data<float>().ToArray().Chunk(frames * sites * latent));
        }

        lock (gate) kept = (key, [.. drawn]);
        return [.. drawn];
    }
}
