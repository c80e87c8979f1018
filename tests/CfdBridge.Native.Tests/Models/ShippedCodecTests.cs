using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class ShippedCodecTests
{
    const int Snapshots = 9;

    [Fact]
    public void The_codec_of_the_bluff_bodies_gives_back_a_vortex_street_that_nobody_trained_it_on()
    {
        using var codec = NeuralCodecFolder.Load(Repository.At("samples", "bluff-bodies", "codec"));
        var mesh = Box();
        var values = Street(mesh);
        var on = codec.On(mesh);

        var latents = on.Encode(PointSet.CellsOf(mesh), values, Snapshots);
        var decoded = on.Decode(latents, PointSet.CellsOf(mesh));

        Assert.Equal(codec.BlocksOf(Snapshots) * codec.Sites * codec.Config.Latent + mesh.CellCount * 3, latents.Numbers);
        var mean = RunMean.Of(PointSet.CellsOf(mesh), values, Snapshots);
        var (error, fluctuation) = (Norm(mean.Off(values), mean.Off(decoded)), Norm(mean.Off(values), new float[values.Length]));
        Assert.True(error < 0.5 * fluctuation, $"error {error}, fluctuation {fluctuation}"); // no body, no wake's law: it only has to come near
    }

    // The box of the sample without a body, its cells 0.35 by 0.32.
    static Mesh Box()
    {
        var mesh = Lattice.Of((80, 50, 1), (_, _, _) => false);
        return new([.. mesh.Points.Select((x, i) => (i % 3) switch { 0 => -8 + 28 * x / 80, 1 => -8 + 16 * x / 50, _ => x })], mesh.Cells);
    }

    // Vortices of alternating sign, drifting downstream, in a stream of velocity 1 [snapshots, cells, 3].
    static float[] Street(Mesh mesh) =>
    [
        .. Enumerable.Range(0, Snapshots).SelectMany(t => Enumerable.Range(0, mesh.CellCount).SelectMany(cell =>
        {
            var (x, y) = (mesh.CellCentres[3 * cell], mesh.CellCentres[3 * cell + 1]);
            var (phase, near) = (1.2 * (x - 0.85 * 0.2 * t), Math.Exp(-y * y / 2) / (1 + Math.Exp(-(x - 2))));
            return new[] { (float)(1 + 0.2 * y * near * Math.Sin(phase)), (float)(0.2 * near * Math.Cos(phase)), (float)(-0.05 * near * Math.Sin(phase)) };
        })),
    ];

    static double Norm(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
}
