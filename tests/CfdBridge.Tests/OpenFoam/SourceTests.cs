using CfdBridge.OpenFoam;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.OpenFoam;

public sealed class SourceTests
{
    [Fact]
    public void Case_directories_and_foam_files_are_recognised()
    {
        using var serial = new SmallCase();
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false);
        using var collated = new DecomposedCase([0, 1], 2, isCollated: true);
        using var other = new TempFolder();
        var foam = serial.Write("view.foam", "");
        var registry = new RecordingRegistry();

        new OpenFoamModule().Register(registry);

        Assert.Equal("openfoam", registry.Kind);
        Assert.All([serial.Path, cut.Case.Path, collated.Case.Path, foam], path => Assert.True(registry.Recognises(path), path));
        Assert.All([other.Path, serial.At("constant"), serial.At("system", "controlDict"), serial.At("nothing.foam"), other.At("missing")], path => Assert.False(registry.Recognises(path), path));
    }

    [Fact]
    public async Task A_foam_file_stands_for_its_folder()
    {
        using var written = new SmallCase();
        written.Step("1");
        var registry = new RecordingRegistry();
        new OpenFoamModule().Register(registry);

        var source = registry.Create(new(written.Write("view.foam", ""), null, []));
        var snapshot = await source.ReadAsync(source.Scan(default).Steps[0], default);

        Assert.Equal(4, snapshot.Mesh.CellCount);
    }

    [Fact]
    public async Task Files_that_are_no_fields_on_cells_are_left_out()
    {
        using var written = new SmallCase();
        written.Step("1");
        var field = File.ReadAllText(written.At("1", "p"));
        foreach (var name in new[] { "p_0", "p.orig", "p~tmp~", "#p#", $"p{AtomicFile.TemporaryMark}", ".p" }) written.Write($"1/{name}", name == "#p#" ? "notes" : "damaged {");
        written.Write("1/phi", field.Replace("volScalarField", "surfaceScalarField"));
        written.Write("1/pointD", field.Replace("volScalarField", "pointScalarField"));
        written.Write("1/lagrangian/cloud/positions", "damaged");
        written.Write("1/README", "Started by hand on Monday.");

        var snapshot = await written.ReadLast();

        Assert.Equal(["U", "p"], snapshot.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task Only_the_fields_asked_for_are_read_in_that_order()
    {
        using var written = new SmallCase();
        written.Step("1").SaveField("1", "T", "volScalarField", 1, [1, 2, 3, 4]);

        var snapshot = await written.ReadLast(null, "p", "T");

        Assert.Equal(["p", "T"], snapshot.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task An_unknown_field_names_the_known_ones()
    {
        using var written = new SmallCase();
        written.Step("1").SaveField("1", "epsilon", "volScalarField", 1, [1, 2, 3, 4]);

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => written.ReadLast(null, "epsilom"));

        Assert.Equal("cavity/1: there is no field \"epsilom\". Known: U, epsilon, p. Did you mean \"epsilon\"?", error.Message);
    }

    [Fact]
    public async Task A_field_asked_for_that_lies_on_faces_is_an_error()
    {
        using var written = new SmallCase();
        written.Step("1");
        written.Write("1/phi", File.ReadAllText(written.At("1", "p")).Replace("volScalarField", "surfaceScalarField"));

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => written.ReadLast(null, "phi"));

        Assert.Contains("cavity/1/phi", error.Thing);
        Assert.Contains("surfaceScalarField", error.Fact);
    }

    [Fact]
    public async Task A_step_written_again_after_the_scan_is_not_passed_off_as_the_one_seen()
    {
        using var written = new SmallCase();
        written.Step("1");
        var source = written.Source();
        var step = source.Scan(default).Steps[0];
        written.Step("1");

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => source.ReadAsync(step, default));

        Assert.Contains("written again", error.Fact);
    }

    [Fact]
    public async Task A_purged_step_is_an_error()
    {
        using var written = new SmallCase();
        written.Step("1");
        var source = written.Source();
        var step = source.Scan(default).Steps[0];
        Directory.Delete(written.At("1"), recursive: true);

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => source.ReadAsync(step, default));

        Assert.StartsWith("cavity/1", error.Thing);
    }

    [Fact]
    public async Task A_step_can_be_read_by_a_source_that_did_not_scan_it()
    {
        using var written = new SmallCase();
        written.Step("1");
        var step = written.Scan()[0];

        var snapshot = await written.Source().ReadAsync(step, default);

        Assert.Equal(1, snapshot.TimeSeconds);
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        using var written = new SmallCase();
        written.Step("1");
        var source = written.Source();
        var step = source.Scan(default).Steps[0];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.ReadAsync(step, new CancellationToken(canceled: true)));
        Assert.ThrowsAny<OperationCanceledException>(() => written.Source().Scan(new CancellationToken(canceled: true)));
    }

    sealed class RecordingRegistry : IPluginRegistry
    {
        public string Kind { get; private set; } = "";

        public Func<string, bool> Recognises { get; private set; } = _ => false;

        public Func<SourceRequest, ISnapshotSource> Create { get; private set; } = _ => throw new InvalidOperationException("No source was added.");

        public void AddSource<TOptions>(string kind, string expects, Func<string, bool> recognises, Func<SourceRequest, TOptions, PluginContext, ISnapshotSource> create)
            where TOptions : class, new() =>
            (Kind, Recognises, Create) = (kind, recognises, request => create(request, new(), new(NullLogger.Instance, TimeProvider.System)));

        public void AddEngine<TOptions>(string kind, Func<TOptions, PluginContext, IContinuationEngine> create)
            where TOptions : class, new() => throw new NotSupportedException();

        public void AddInterpolation<TOptions>(string kind, Func<TOptions, PluginContext, IInterpolationEngine> create) where TOptions : class, new()
        {
        }

        public void AddSink<TOptions>(string kind, Func<TOptions, PluginContext, ISnapshotSink> create)
            where TOptions : class, new() => throw new NotSupportedException();

        public void AddStateEngine<TOptions>(string kind, Func<TOptions, PluginContext, IStateEngine> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddWarmStartSink<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, IWarmStartSink> create) where TOptions : class, new() { }

        public void AddSolverRunner<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, ISolverRunner> create) where TOptions : class, new() { }

        public void AddNumericsReader<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, INumericsReader> create) where TOptions : class, new() { }
    }
}
