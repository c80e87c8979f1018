namespace CfdBridge.Native.Tests.VtkSeries;

/// <summary>What the real vtkWrite and foamToVTK write, against OpenFOAM's own field files.</summary>
public sealed class OpenFoamOutputTests(CavityRun run) : IClassFixture<CavityRun>
{
    static readonly double[] times = [0.01, 0.02, 0.03];

    [Theory]
    [InlineData("postProcessing/binary", StepState.Complete), InlineData("postProcessing/ascii", StepState.Complete)]
    [InlineData("VTK", StepState.Complete), InlineData("legacy", StepState.Unproven), InlineData("legacyAscii", StepState.Unproven)]
    [InlineData("postProcessing/binary/cavity.vtm.series", StepState.Complete), InlineData("legacy/cavity.vtk.series", StepState.Unproven)]
    public async Task Every_form_of_its_VTK_gives_the_fields_that_the_solver_wrote(string place, StepState state)
    {
        var source = Plugin.Source(run.At(place));

        var steps = source.Scan(default).Steps.Where(s => s.TimeSeconds > 0).ToArray(); // foamToVTK converts time 0 too

        Assert.Equal(times, steps.Select(s => s.TimeSeconds));
        Assert.All(steps, s => Assert.Equal(state, s.State));
        foreach (var step in steps)
        {
            var snapshot = await source.ReadAsync(step, default);
            Assert.Equal(12, snapshot.Mesh.CellCount);
            Assert.All(snapshot.Mesh.Cells.Types, t => Assert.Equal(CellType.Hexahedron, t));
            Assert.Equal(["U", "p"], snapshot.Fields.Select(f => f.Name).Where(n => n != "cellID").OrderDescending().Reverse());
            foreach (var name in new[] { "U", "p" }) Near(run.Written($"{step.TimeSeconds:0.00}", name), snapshot.Fields[name].ToDouble());
        }
    }

    [Fact]
    public async Task All_its_steps_share_one_mesh()
    {
        var source = Plugin.Source(run.At("postProcessing", "binary"));

        var meshes = new List<Mesh>();
        foreach (var step in source.Scan(default).Steps) meshes.Add((await source.ReadAsync(step, default)).Mesh);

        Assert.All(meshes, m => Assert.Same(meshes[0], m));
    }

    [Fact]
    public void Two_vtkWrites_under_one_case_must_be_chosen_from()
    {
        var failure = Assert.Throws<CaseFormatException>(() => Plugin.Source(run.At("postProcessing")).Scan(default));

        Assert.Contains("ascii, binary", failure.Fact);
    }

    // OpenFOAM writes VTK in single precision, and as text in six digits: half a unit of the sixth.
    static void Near(double[] expected, double[] actual)
    {
        var scale = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 5e-6 * scale);
    }
}
