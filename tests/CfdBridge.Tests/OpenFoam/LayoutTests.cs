namespace CfdBridge.Tests.OpenFoam;

public sealed class LayoutTests
{
    public static TheoryData<bool, FoamFormat, int[]> Cuts => new()
    {
        { false, FoamFormat.Ascii, [0, 0, 1, 1] },
        { false, FoamFormat.Binary, [1, 1, 0, 0] },
        { false, FoamFormat.Ascii with { IsPacked = true }, [0, 1, 0, 1] },
        { true, FoamFormat.Ascii, [0, 1, 2, 1, 0] },
        { true, FoamFormat.Binary, [2, 1, 0] },
        { true, FoamFormat.Binary with { LabelBits = 64, ScalarBits = 32 }, [0, 0, 1] },
    };

    [Theory, MemberData(nameof(Cuts))]
    public async Task Ranks_are_put_together_to_the_mesh_that_was_decomposed(bool isCollated, FoamFormat format, int[] rankOf)
    {
        using var serial = new SmallCase(SmallMesh.Row(rankOf.Length), format);
        using var cut = new DecomposedCase(rankOf, rankOf.Max() + 1, isCollated, format);
        serial.Step("0.5");
        cut.Step("0.5");

        var whole = await serial.ReadLast();
        var together = await cut.Case.ReadLast();

        Assert.Equal(whole.Mesh.Id, together.Mesh.Id);
        Assert.Equal(Enumerable.Range(0, rankOf.Length).Select(c => (double)c), together.Fields["p"].ToDouble());
    }

    [Fact]
    public async Task A_mesh_that_still_stands_beside_its_parts_is_used()
    {
        using var cut = new DecomposedCase([0, 1, 1, 0], 2, isCollated: false, keepsWhole: true);
        cut.Step("0.5");
        File.Delete(cut.Case.At("processor0", "constant", "polyMesh", "faceProcAddressing"));

        var snapshot = await cut.Case.ReadLast();

        Assert.Equal([0.0, 1, 2, 3], snapshot.Fields["p"].ToDouble());
    }

    [Fact]
    public async Task Missing_addressing_says_how_to_get_it()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false);
        cut.Step("0.5");
        File.Delete(cut.Case.At("processor0", "constant", "polyMesh", "cellProcAddressing"));

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => cut.Case.ReadLast());

        Assert.Contains("cavity/processor0/constant/polyMesh/cellProcAddressing: the file does not exist", error.Message);
        Assert.Contains("reconstructParMesh", error.Fix);
    }

    [Fact]
    public void A_step_is_complete_when_every_rank_has_its_proof()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false);
        cut.Step("0.5", isFinished: false);
        cut.Case.Finish("0.5", "processor0/");
        var source = cut.Case.Source();

        var before = Assert.Single(source.Scan(default).Steps);
        cut.Case.Finish("0.5", "processor1/");
        var after = Assert.Single(source.Scan(default).Steps);

        Assert.Equal(StepState.Unfinished, before.State);
        Assert.Equal(StepState.Complete, after.State);
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public async Task The_solvers_own_step_is_preferred_to_the_reconstructed_one()
    {
        using var cut = new DecomposedCase([0, 1, 1, 0], 2, isCollated: false, keepsWhole: true);
        cut.Step("0.5").Step("1");
        cut.Case.Step("0.5").Step("0.25");

        var steps = cut.Case.Scan();
        var source = cut.Case.Source();
        var both = await source.ReadAsync(source.Scan(default).Steps[1], default);

        Assert.Equal([0.25, 0.5, 1], steps.Select(s => s.TimeSeconds));
        Assert.Equal(["p"], both.Fields.Select(f => f.Name)); // the serial step has U as well
    }

    [Fact]
    public async Task A_proven_serial_step_is_preferred_to_one_that_was_only_decomposed()
    {
        using var cut = new DecomposedCase([0, 1, 1, 0], 2, isCollated: false, keepsWhole: true);
        cut.Step("0.5", isFinished: false);
        cut.Case.Step("0.5");

        var step = Assert.Single(cut.Case.Scan());
        var snapshot = await cut.Case.ReadLast();

        Assert.Equal(StepState.Complete, step.State);
        Assert.Equal(["U", "p"], snapshot.Fields.Select(f => f.Name));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Links_that_decomposePar_makes_to_the_serial_step_prove_nothing_about_the_ranks(bool keepsSerial)
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false, keepsWhole: true);
        cut.Case.Step("0.5").Step("1");
        cut.Step("0.5", isFinished: false);
        foreach (var rank in new[] { 0, 1 })
        {
            Directory.Delete(cut.Case.At($"processor{rank}", "0.5", "uniform"), recursive: true);
            Directory.CreateSymbolicLink(cut.Case.At($"processor{rank}", "0.5", "uniform"), "../../0.5/uniform");
        }

        if (!keepsSerial) Directory.Delete(cut.Case.At("0.5"), recursive: true);

        var source = cut.Case.Source();
        var steps = source.Scan(default).Steps;
        var snapshot = await source.ReadAsync(steps[0], default);

        Assert.Equal(keepsSerial ? StepState.Complete : StepState.Unproven, steps[0].State);
        Assert.Equal(keepsSerial ? ["U", "p"] : ["p"], snapshot.Fields.Select(f => f.Name));
    }

    [Fact]
    public void The_same_name_in_two_layouts_is_one_step_even_if_only_one_knows_the_exact_time()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false, keepsWhole: true);
        cut.Step("0.5", isFinished: false);
        cut.Case.Step("0.5", value: 0.50000000001);

        var step = Assert.Single(cut.Case.Scan());

        Assert.Equal(0.50000000001, step.TimeSeconds);
    }

    [Fact]
    public void New_steps_announce_themselves_in_the_case_and_in_the_first_rank()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false);

        var directories = cut.Case.Source().Scan(default).Directories;

        Assert.Equal([cut.Case.Path, cut.Case.At("processor0")], directories);
    }

    [Fact]
    public async Task A_mesh_of_other_size_beside_the_parts_is_an_error()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false, keepsWhole: true);
        cut.Step("0.5");
        SmallMesh.Row(3).Save(cut.Case.At("constant", "polyMesh"), FoamFormat.Ascii);

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => cut.Case.ReadLast());

        Assert.Contains("the ranks have 2 cells together, but the mesh in cavity/constant/polyMesh has 3", error.Message);
    }
}
