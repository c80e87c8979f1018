using CfdBridge.Native.Tests.EndToEnd;
using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.WarmStart;

/// <summary>Warm starts that the real solver goes on from.</summary>
public sealed class CavityWarmStartTests : IDisposable
{
    const double Handed = 0.5;
    const double Later = 0.7;

    readonly TempFolder folder = new();

    [Theory]
    [InlineData(true, 1e-4, 5e-4)] // the project's own bar: 0.01 % and 0.05 % after 0.2 time units
    [InlineData(false, 1e-2, 0.2)] // left to the solver, the first step makes a new flux: seen 0.03 % and 2 %
    public async Task A_step_handed_over_as_it_is_goes_on_as_the_solver_did_itself(bool withFlux, double velocity, double pressure)
    {
        var flow = Cavity.Make(folder, cells: 20, Later);
        Foam.Run(flow, "icoFoam");

        var directory = await HandOverAsync(flow, withFlux);
        Foam.Run(directory, "icoFoam");

        var (own, warm) = (await ReadAsync(flow, Later), await ReadAsync(directory, Later));
        Assert.InRange(Difference(own["U"], warm["U"]), 0, velocity);
        Assert.InRange(Difference(own["p"], warm["p"]), 0, pressure);
    }

    [Fact]
    public async Task A_warm_start_can_be_decomposed_and_run_on_two_ranks()
    {
        var flow = Cavity.Make(folder, cells: 20, Later);
        Foam.Run(flow, "icoFoam");
        var directory = await HandOverAsync(flow, withFlux: true);

        var run = await new FoamRunner(new(), TimeProvider.System).RunAsync(new() { CaseDirectory = directory, Ranks = 2 }, default);

        Assert.Equal(SolverOutcome.Ended, run.Outcome);
        Assert.Equal(20, run.Iterations.Count);
        Foam.Run(directory, "reconstructPar", "-latestTime");
        var (own, warm) = (await ReadAsync(flow, Later), await ReadAsync(directory, Later));
        Assert.InRange(Difference(own["U"], warm["U"]), 0, 1e-4); // a flux that decomposePar did not turn where it has to gave 1e-2
    }

    [Fact]
    public async Task A_case_that_was_run_in_ranks_is_handed_over_in_ranks()
    {
        var flow = Cavity.Make(folder, cells: 20, Later);
        Foam.Run(flow, "decomposePar");
        Foam.Run(flow, "mpirun", "-np", "2", "icoFoam", "-parallel");
        Directory.Delete(Path.Combine(flow, "0"), recursive: true);

        var directory = await HandOverAsync(flow, withFlux: true);
        Foam.Run(directory, "mpirun", "-np", "2", "icoFoam", "-parallel");

        var (own, warm) = (await ReadAsync(flow, Later), await ReadAsync(directory, Later));
        Assert.InRange(Difference(own["U"], warm["U"]), 0, 1e-4);
        Assert.InRange(Difference(own["p"], warm["p"]), 0, 5e-4);
    }

    [Fact]
    public async Task A_solver_that_diverges_is_stopped_and_told_of()
    {
        var flow = Cavity.Make(folder, cells: 20, endTime: 10_000);
        var path = Path.Combine(flow, "system", "controlDict");
        File.WriteAllText(path, File.ReadAllText(path).Replace("deltaT 0.01", "deltaT 50", StringComparison.Ordinal)); // a Courant number of 1000

        var run = await new FoamRunner(new(), TimeProvider.System).RunAsync(new() { CaseDirectory = flow }, default);

        Assert.Equal(SolverOutcome.Diverged, run.Outcome);
        Assert.True(run.Iterations.Count < 150, $"{run.Iterations.Count} of 200 steps"); // it is not waited for
    }

    [Fact]
    public async Task A_solver_is_stopped_at_the_residuals_that_are_asked_for_and_its_settings_are_put_back()
    {
        var flow = Cavity.Make(folder, cells: 20, endTime: 100);
        var path = Path.Combine(flow, "system", "controlDict");
        var before = File.ReadAllText(path);
        File.WriteAllText(Path.Combine(flow, "0", "U"), File.ReadAllText(Path.Combine(flow, "0", "U")).Replace("amplitude 1", "amplitude 0", StringComparison.Ordinal).Replace("level (0 0 0)", "level (1 0 0)", StringComparison.Ordinal)); // a lid that does not swing

        var run = await new FoamRunner(new(), TimeProvider.System).RunAsync(new() { CaseDirectory = flow, Residuals = new Dictionary<string, double> { ["U"] = 1e-6 } }, default);

        Assert.Equal(SolverOutcome.Converged, run.Outcome);
        Assert.True(run.Iterations[^1].TimeSeconds < 60, $"{run.Iterations[^1].TimeSeconds}"); // it was stopped
        Assert.Equal(before, File.ReadAllText(path));
    }

    public void Dispose() => folder.Dispose();

    async Task<string> HandOverAsync(string flow, bool withFlux)
    {
        var source = new OpenFoamSource(new(flow, null, []), new() { Fluxes = withFlux });
        var state = await source.ReadAsync(source.Scan(default).Steps.Single(step => Math.Abs(step.TimeSeconds - Handed) < 1e-6), default);
        var directory = folder.At("warm");
        await new RestartableCase(new() { Flux = withFlux ? FluxChoice.Projected : FluxChoice.Omitted })
            .WriteAsync(new() { CasePath = flow, Directory = directory, Kind = WarmStartKind.Continue, Fields = state.Fields, StartSeconds = Handed }, default);
        return directory;
    }

    static async Task<FieldSet> ReadAsync(string flow, double seconds)
    {
        var source = new OpenFoamSource(new(flow, null, []), new());
        return (await source.ReadAsync(source.Scan(default).Steps.Single(step => Math.Abs(step.TimeSeconds - seconds) < 1e-6), default)).Fields;
    }

    static double Difference(Field a, Field b)
    {
        var (own, other) = (a.ToDouble(), b.ToDouble());
        return Math.Sqrt(own.Zip(other, (x, y) => (x - y) * (x - y)).Sum() / own.Sum(x => x * x));
    }
}
