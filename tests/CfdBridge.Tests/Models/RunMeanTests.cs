using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

public sealed class RunMeanTests
{
    const int Snapshots = 16;

    [Fact]
    public void What_is_steady_of_an_unseen_flow_costs_no_accuracy()
    {
        var unseen = Unseen();
        var values = unseen.Read(0, Snapshots);

        var own = RoundTrip(Fitted(FlowCentring.Run), unseen.Mesh, values);
        var trained = RoundTrip(Fitted(FlowCentring.Training), unseen.Mesh, values);

        Assert.True(Error(own, values) < 0.2 * Error(trained, values), $"{Error(own, values)} against {Error(trained, values)}");
    }

    [Fact]
    public void The_mean_is_counted_among_the_numbers_kept()
    {
        var (unseen, codec) = (Unseen(), Fitted(FlowCentring.Run));

        var latents = codec.Encode(PointSet.CellsOf(unseen.Mesh), unseen.Read(0, Snapshots), Snapshots);

        Assert.Equal(latents.Blocks * latents.Sites * latents.Width + unseen.Mesh.CellCount * 3, latents.Numbers);
    }

    [Fact]
    public void The_mean_reaches_cells_that_were_not_known()
    {
        var unseen = Unseen();
        int[] known = [.. Enumerable.Range(0, unseen.Mesh.CellCount).Where(cell => cell % 3 != 0)];
        var (points, values) = (PointSet.CellsOf(unseen.Mesh, known), unseen.Read(0, Snapshots));
        float[] seen = [.. Enumerable.Range(0, Snapshots).SelectMany(t => known.SelectMany(cell => values.AsSpan((t * unseen.Mesh.CellCount + cell) * 3, 3).ToArray()))];

        double Of(LinearCodec codec) => Error(codec.Decode(codec.Encode(points, seen, Snapshots), PointSet.CellsOf(unseen.Mesh)), values);

        var (own, trained) = (Of(Fitted(FlowCentring.Run)), Of(Fitted(FlowCentring.Training)));
        Assert.True(own < 0.5 * trained, $"{own} against {trained}");
    }

    [Fact]
    public void A_run_about_its_mean_adds_up_to_the_run()
    {
        var run = TravellingWave.Run(2);

        var about = run.About(3, 8);

        Assert.Equal(run.Read(5, 2).Select(value => (double)value), about.Whole(about.Read(5, 2)).Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5); // one rounding each way
        Assert.InRange(RunMean.Of(PointSet.CellsOf(run.Mesh), about.Read(3, 8), 8).Values.Max(Math.Abs), 0, 1e-6);
    }

    [Fact]
    public void Shared_patches_with_sites_of_their_own_come_back_from_their_folder()
    {
        using var folder = new TempFolder();
        var (run, codec) = (TravellingWave.Run(2), Fitted(FlowCentring.Run));

        LinearCodecFolder.Save(codec, folder.Path);
        var loaded = LinearCodecFolder.Load(folder.Path);

        Assert.Single(loaded.Weights.PatchBases);
        Assert.Equal(loaded.Sites, loaded.Weights.SiteBases.Length);
        var points = PointSet.CellsOf(run.Mesh);
        Assert.Equal(codec.Encode(points, run.Read(0, 8), 8).Values, loaded.Encode(points, run.Read(0, 8), 8).Values);
    }

    static LinearCodec Fitted(FlowCentring centring)
    {
        var run = TravellingWave.Run(2);
        return LinearCodecFit.Of([centring == FlowCentring.Run ? run.About(0, run.Snapshots) : run], TravellingWave.Channels(2), TravellingWave.Config(2).Linear with { Centring = centring, Bases = BasisSharing.SharedPatches });
    }

    // The wave of the training, and beside it what no training run had: a steep steady field around one point.
    static FlowRun Unseen()
    {
        var run = TravellingWave.Run(2);
        var centres = run.Mesh.CellCentres;
        float[] steady = [.. Enumerable.Range(0, run.Mesh.CellCount).SelectMany(cell =>
        {
            var bump = (float)(2 * Math.Exp(-0.5 * (Math.Pow(centres[3 * cell] - 5, 2) + Math.Pow(centres[3 * cell + 1] - 6, 2))));
            return new[] { bump, -bump, 3 * bump };
        })];
        return run with { Read = (start, count) => new RunMean(PointSet.CellsOf(run.Mesh), steady).On(run.Read(start, count)) };
    }

    static float[] RoundTrip(LinearCodec codec, Mesh mesh, float[] values) => codec.Decode(codec.Encode(PointSet.CellsOf(mesh), values, Snapshots), PointSet.CellsOf(mesh));

    static double Error(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(pair => Math.Pow(pair.First - pair.Second, 2)) / b.Sum(value => (double)value * value));
}
