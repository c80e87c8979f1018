using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.OpenFoam;

/// <summary>One run, written in every way that OpenFOAM knows, is one and the same run to us: bit for bit, no tolerance.</summary>
public sealed class WrittenFormsTests(FinishedCavity cavity) : IClassFixture<FinishedCavity>
{
    [Theory, InlineData("ascii", false), InlineData("ascii", true)]
    public async Task Converted_cases_read_the_same(string format, bool isPacked)
    {
        var copy = cavity.Copy();
        Cavity.Control(copy, format, isPacked);
        Foam.Run(copy, "foamFormatConvert", "-constant");

        var converted = await FinishedCavity.ReadAll(copy);

        Assert.Equal(isPacked, File.Exists(Path.Combine(copy, "0.004", "U.gz")));
        FinishedCavity.ExpectSame(await FinishedCavity.ReadAll(cavity.Original), converted);
    }

    [Theory]
    [InlineData(true, "processor2", "-fileHandler", "uncollated")]
    [InlineData(false, "processor2", "-fileHandler", "uncollated")]
    [InlineData(true, "processors3", "-fileHandler", "collated")]
    [InlineData(false, "processors3", "-fileHandler", "collated")]
    [InlineData(false, "processors3_0-1", "-fileHandler", "collated", "-ioRanks", "(0 2)")]
    public async Task Decomposed_cases_read_the_same(bool keepsSerialMesh, string folder, params string[] options)
    {
        var copy = cavity.Copy();
        Foam.Run(copy, "decomposePar", ["-time", "0.001:1", .. options]);
        foreach (var time in new[] { "0.002", "0.004" }) Directory.Delete(Path.Combine(copy, time), recursive: true);
        if (!keepsSerialMesh) Directory.Delete(Path.Combine(copy, "constant", "polyMesh"), recursive: true);

        var decomposed = await FinishedCavity.ReadAll(copy);

        Assert.True(Directory.Exists(Path.Combine(copy, folder)));
        // decomposePar links uniform/time to the serial step, which is gone here: the time is that of the name.
        FinishedCavity.ExpectSame([.. (await FinishedCavity.ReadAll(cavity.Original)).Select(s => new Snapshot(Math.Round(s.TimeSeconds, 3), s.Mesh, s.Fields))], decomposed);
    }

    [Theory, InlineData("uncollated", "ascii"), InlineData("uncollated", "binary"), InlineData("collated", "binary"), InlineData("collated", "ascii")]
    public async Task A_parallel_run_reads_as_reconstructPar_puts_it_together(string handler, string format)
    {
        var copy = cavity.Copy();
        Cavity.Control(copy, format, isPacked: false, steps: 8);
        Foam.Run(copy, "decomposePar", "-latestTime", "-fileHandler", handler);
        Foam.Run(copy, "mpirun", "--allow-run-as-root", "--oversubscribe", "-np", "3", "icoFoam", "-parallel", "-fileHandler", handler);

        var steps = FinishedCavity.Source(copy).Scan(default).Steps;
        var parallel = await FinishedCavity.ReadAll(copy);
        Foam.Run(copy, "reconstructPar", "-fileHandler", handler);
        foreach (var ranks in Directory.GetDirectories(copy, "processor*")) Directory.Delete(ranks, recursive: true);

        Assert.Equal(["0.002", "0.004", "0.006", "0.008"], steps.Select(s => s.Name));
        Assert.All(steps, step => Assert.Equal(StepState.Complete, step.State));
        FinishedCavity.ExpectSame(await FinishedCavity.ReadAll(copy), parallel);
    }
}
