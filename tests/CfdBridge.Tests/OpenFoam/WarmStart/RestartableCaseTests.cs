using System.Security.Cryptography;
using CfdBridge.OpenFoam;

namespace CfdBridge.Tests.OpenFoam.WarmStart;

public sealed class RestartableCaseTests
{
    [Fact]
    public async Task Only_the_values_differ_from_the_case_and_boundary_conditions_stay_byte_for_byte()
    {
        using var set = new SetUpCase();

        await set.WriteAsync();

        var written = set.Read("0/U");
        Assert.Contains("    // what comes in\n    inlet       { type fixedValue; value uniform ($speed 0 0); }\n    outlet      { type inletOutlet; inletValue uniform (0 0 0); value ", written.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\"wall.*\"    { type slip; }", written, StringComparison.Ordinal);
        Assert.Contains("#include \"inletValues\"\n", written, StringComparison.Ordinal);
        Assert.Equal("speed 2;\n", set.Read("0/inletValues"));
        Assert.Contains("internalField   nonuniform List<vector> 4\n(\n(2 0.25 0)\n(2.5 0.25 0)\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_patches_that_follow_the_cells_are_worked_out_anew_and_others_stay()
    {
        using var set = new SetUpCase();

        var written = await set.WriteAsync();

        Assert.Contains("value nonuniform List<vector> 1\n(\n(3.5 0.25 0)\n);", set.Read("0/U"), StringComparison.Ordinal); // the flow leaves, so it has the last cell's
        Assert.Contains("inlet       { type zeroGradient; value nonuniform List<scalar> 1\n(\n10\n); }", set.Read("0/p"), StringComparison.Ordinal);
        Assert.Contains("outlet      { type fixedValue; value uniform 0; }", set.Read("0/p"), StringComparison.Ordinal);
        Assert.Contains("walls       { type mysteryPressure; value uniform 3; }", set.Read("0/p"), StringComparison.Ordinal);
        Assert.Contains(written.Notes, note => note.Contains("patch walls (mysteryPressure) stands as it was", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_macro_for_the_old_values_of_the_cells_gets_what_it_stood_for()
    {
        using var set = new SetUpCase();
        set.Case.Write("0/U", SetUpCase.Velocity.Replace("type inletOutlet; inletValue uniform (0 0 0); value $internalField;", "type freestreamWind; freestreamValue $internalField;", StringComparison.Ordinal));

        await set.WriteAsync();

        Assert.Contains("freestreamValue uniform ($speed 0 0);", set.Read("0/U"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_flux_keeps_mass_in_every_cell_and_enters_as_the_inlet_says()
    {
        using var set = new SetUpCase();

        var written = await set.WriteAsync();

        Assert.True(written.Flux!.LargestBefore > 0.1, $"the state was to have divergence: {written.Flux}"); // a flux is written here
        Assert.True(written.Flux.LargestAfter < 1e-10, $"{written.Flux}"); // the linear solver's tolerance is 1e-11
        Assert.True(written.Flux.GlobalAfter < 1e-10, $"{written.Flux}");
        Assert.Contains(written.Notes, note => note.Contains("is the case set up for the parameters", StringComparison.Ordinal)); // 2 flow in, 3.5 out
        var flux = FluxFile.Read(CaseFolder.Of(set.Out), Path.Combine(set.Out, "0", "phi"), MeshOf(set), default).Faces;
        Assert.Equal(-2, flux[3]); // the inlet: speed 2 through an area of 1, inwards
        Assert.All(flux[..3], through => Assert.Equal(2, through, 1e-9));
        Assert.Equal(2, flux[4], 1e-9);
    }

    [Fact]
    public async Task A_flux_may_be_left_to_the_solver()
    {
        using var set = new SetUpCase();

        var written = await set.WriteAsync(flux: FluxChoice.Omitted);

        Assert.Null(written.Flux);
        Assert.False(File.Exists(Path.Combine(set.Out, "0", "phi")));
    }

    [Fact]
    public async Task The_copy_starts_from_its_own_time_and_the_rest_of_its_settings_is_as_it_was()
    {
        using var set = new SetUpCase();

        await set.WriteAsync();

        Assert.Equal("FoamFile { format ascii; class dictionary; object controlDict; }\n// mine\napplication icoFoam;\nstartFrom startTime; // as ever\nstartTime 0;\nendTime 1;\ndeltaT 0.1;\nwriteFormat ascii;\n", set.Read("system/controlDict"));
        Assert.Equal("nu 1;\n", set.Read("constant/transportProperties"));
    }

    [Fact]
    public async Task The_case_itself_is_never_touched()
    {
        using var set = new SetUpCase();
        var before = Hash(set.Case.Path);

        await set.WriteAsync();

        Assert.Equal(before, Hash(set.Case.Path));
        await Assert.ThrowsAsync<UsageException>(() => new RestartableCase(new()).WriteAsync(new() { CasePath = set.Case.Path, Directory = set.Case.At("warm"), Kind = WarmStartKind.Parameter, Fields = set.State() }, default));
        Assert.Equal(before, Hash(set.Case.Path));
    }

    [Fact]
    public async Task A_running_solver_is_asked_to_stop_only_where_the_user_says_so_and_only_in_that_entry()
    {
        using var set = new SetUpCase();
        var path = set.Case.At("system", "controlDict");
        var before = File.ReadAllText(path);
        var seen = File.GetLastWriteTimeUtc(path);

        await set.WriteAsync(running: RunningSolver.WriteAndStop);

        Assert.Equal(before + "\nstopAt writeNow;\n", File.ReadAllText(path));
        Assert.True(File.GetLastWriteTimeUtc(path) > seen.AddSeconds(10)); // OpenFOAM takes it for unchanged before
        Assert.DoesNotContain("writeNow", set.Read("system/controlDict"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solver_that_does_not_look_is_not_asked()
    {
        using var set = new SetUpCase();
        File.AppendAllText(set.Case.At("system", "controlDict"), "runTimeModifiable no;\n");

        var refusal = await Assert.ThrowsAsync<CaseFormatException>(() => set.WriteAsync(running: RunningSolver.WriteAndStop));

        Assert.Contains("runTimeModifiable is off", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("writeNow", File.ReadAllText(set.Case.At("system", "controlDict")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Euler", true)]
    [InlineData("backward", false)]
    public async Task Time_levels_averages_and_fluxes_of_another_flow_are_not_carried_over(string scheme, bool keepsTime)
    {
        using var set = new SetUpCase(scheme: scheme);
        set.Case.Step("0.5");
        set.Case.SaveField("0.5", "U_0", "volVectorField", 3, new double[12]);
        set.Case.SaveField("0.5", "UMean", "volVectorField", 3, new double[12]);
        foreach (var name in new[] { "U", "p" }) File.WriteAllText(set.Case.At("0.5", name), (name == "U" ? SetUpCase.Velocity : File.ReadAllText(set.Case.At("0", "p"))).Replace("#include \"inletValues\"", "speed 2;", StringComparison.Ordinal));
        set.Case.Write("0.5/phi", "FoamFile { format ascii; class surfaceScalarField; object phi; }\ninternalField uniform 9;\nboundaryField { }\n");
        set.Case.Write("0.5/uniform/time", "FoamFile { class dictionary; format ascii; }\nvalue 0.5;\nindex 5;\ndeltaT 0.1;\n");

        var written = await set.WriteAsync(kind: WarmStartKind.Continue, start: 0.75);

        Assert.Equal(0.75, written.StartSeconds);
        Assert.Equal(keepsTime ? ["U", "p", "phi", "uniform"] : ["U", "p", "phi"], Directory.GetFileSystemEntries(Path.Combine(set.Out, "0.75")).Select(one => Path.GetFileName(one)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("uniform 9", set.Read("0.75/phi"), StringComparison.Ordinal);
        if (keepsTime) Assert.Contains("value           0.75;", set.Read("0.75/uniform/time"), StringComparison.Ordinal);
        Assert.Contains("startTime 0.75;", set.Read("system/controlDict"), StringComparison.Ordinal);
        Assert.Contains(written.Notes, note => note.Contains("UMean", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_that_the_state_has_not_stays_the_cases_own_and_the_notes_say_so()
    {
        using var set = new SetUpCase();
        set.Case.Write("0/k", File.ReadAllText(set.Case.At("0", "p")).Replace("object p", "object k", StringComparison.Ordinal).Replace("uniform 0;\nboundaryField", "uniform 0.5;\nboundaryField", StringComparison.Ordinal));

        var written = await set.WriteAsync();

        Assert.Equal(File.ReadAllText(set.Case.At("0", "k")), set.Read("0/k"));
        Assert.Equal(FieldOrigin.Case, written.Fields.Single(field => field.Name == "k").Origin);
        Assert.Contains(written.Notes, note => note.StartsWith("k: not in the state", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turbulence_that_fell_below_zero_is_clipped_and_a_viscosity_that_is_missing_is_worked_out()
    {
        using var set = new SetUpCase();
        foreach (var name in new[] { "k", "epsilon", "nut" }) set.Case.Write($"0/{name}", File.ReadAllText(set.Case.At("0", "p")).Replace("object p", $"object {name}", StringComparison.Ordinal));
        FieldSet state = new([.. set.State(), CfdBridge.Testing.Some.Scalar("k", 4, i => i == 0 ? -1 : 2), CfdBridge.Testing.Some.Scalar("epsilon", 4, _ => 4)]);

        var written = await set.WriteAsync(state);

        Assert.Equal(2, written.Fields.Single(field => field.Name == "k").Smallest);
        Assert.Equal((FieldOrigin.Derived, 0.09), (written.Fields.Single(field => field.Name == "nut").Origin, Math.Round(written.Fields.Single(field => field.Name == "nut").Largest, 12)));
        Assert.Contains(written.Notes, note => note.StartsWith("k: 1 of 4 values were out of range", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_of_another_mesh_or_with_what_is_no_number_is_refused()
    {
        using var set = new SetUpCase();

        var wrong = await Assert.ThrowsAsync<CaseFormatException>(() => set.WriteAsync(new([CfdBridge.Testing.Some.Vector("U", 5, _ => (1, 0, 0)), CfdBridge.Testing.Some.Scalar("p", 5, _ => 0)])));
        Directory.Delete(set.Out, recursive: true);
        var bad = await Assert.ThrowsAsync<CaseFormatException>(() => set.WriteAsync(new([CfdBridge.Testing.Some.Vector("U", 4, _ => (1, 0, 0)), CfdBridge.Testing.Some.Scalar("p", 4, i => i == 2 ? double.NaN : 0)])));

        Assert.Contains("the case needs 4", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("NaN", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_files_read_back_exactly()
    {
        using var set = new SetUpCase();
        File.WriteAllText(set.Case.At("system", "controlDict"), File.ReadAllText(set.Case.At("system", "controlDict")).Replace("writeFormat ascii", "writeFormat binary", StringComparison.Ordinal));
        FieldSet state = new([CfdBridge.Testing.Some.Vector("U", 4, i => (Math.PI * i, 1e-300, -1.0 / 3)), CfdBridge.Testing.Some.Scalar("p", 4, i => Math.Exp(i))]);

        await set.WriteAsync(state);

        var read = await new OpenFoamSource(new(set.Out, null, []), new() { SkipZeroTime = false }).ReadAllAsync();
        Assert.Equal(state["U"].ToDouble(), read["U"].ToDouble());
        Assert.Equal(state["p"].ToDouble(), read["p"].ToDouble());
        Assert.Contains("format      binary;", set.Read("0/U"), StringComparison.Ordinal);
    }

    static PolyMesh MeshOf(SetUpCase set) => CaseParts.Read(CaseFolder.Of(set.Out), Layout.SerialOf(CaseFolder.Of(set.Out)), MeshPlaces.Of("", []), default).Whole;

    static string Hash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

static class OnlyStep
{
    /// <summary>The fields of the only step.</summary>
    public static async Task<FieldSet> ReadAllAsync(this ISnapshotSource source) => (await source.ReadAsync(source.Scan(default).Steps[^1], default)).Fields;
}
