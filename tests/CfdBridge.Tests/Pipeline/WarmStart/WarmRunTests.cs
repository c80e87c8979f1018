using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline.WarmStart;

public sealed class WarmRunTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly List<string> ran = [];
    readonly PluginCatalog plugins = new(new ConfigurationBuilder().Build());

    [Fact]
    public async Task Both_starts_run_in_copies_to_the_same_criteria()
    {
        var package = await PackageAsync(warm: Run(SolverOutcome.Converged, 0.3, 0.05, 0.001), cold: Run(SolverOutcome.Converged, 1, 0.5, 0.2, 0.05, 0.01, 0.001));

        var comparison = await RunAsync(package, withCold: true);

        Assert.False(comparison.FellBack);
        Assert.Equal([3.0, 6.0], [comparison.Criteria[0].Warm!.Value, comparison.Criteria[0].Cold!.Value]); // a residual of 0.002
        Assert.Equal([3.0, 5.0], [comparison.Criteria[1].Warm!.Value, comparison.Criteria[1].Cold!.Value]); // ten times that
        Assert.Equal(["warm", "cold"], ran.Select(directory => Path.GetFileName(directory)));
        Assert.True(File.Exists(Path.Combine(package + "-runs", WarmStartComparison.FileName)));
        WarmStartPackage.Open(package); // still sealed
    }

    [Fact]
    public void Of_what_swings_the_amplitude_is_compared_and_settling_is_seconds_of_flow()
    {
        SolverRun Swinging(Func<double, double> amplitude)
        {
            double[] times = [.. Enumerable.Range(0, 1600).Select(i => 10 + 0.05 * i)];
            return new(SolverOutcome.Ended, "", [], new("forces:Cl", times, [.. times.Select(t => amplitude(t - 10) * Math.Sin(t))]), new Dictionary<string, double>(), 1, 1);
        }

        var comparison = WarmStartComparison.Of(Description(), Swinging(_ => 0.4), Swinging(t => 0.4 * Math.Min(1, 0.02 * t)), fellBack: false);

        Assert.Equal("amplitude of forces:Cl", comparison.Warm.Quantity);
        Assert.Equal(0.4, comparison.Warm.FinalQuantity!.Value, 1e-3);
        Assert.InRange(comparison.Criteria[0].Warm!.Value, 0, 2 * Math.PI); // from the first whole cycle on
        Assert.InRange(comparison.Criteria[0].Cold!.Value, 43, 56); // it grows until 50
    }

    [Theory]
    [InlineData(SolverOutcome.Diverged)]
    [InlineData(SolverOutcome.Failed)]
    public async Task Where_the_warm_start_fails_the_cold_one_takes_its_place_by_itself(SolverOutcome outcome)
    {
        var package = await PackageAsync(warm: Run(outcome, 1, 1e3), cold: Run(SolverOutcome.Converged, 1, 0.001));

        var comparison = await RunAsync(package, withCold: false);

        Assert.True(comparison.FellBack);
        Assert.Equal(SolverOutcome.Converged, comparison.Cold!.Outcome); // it fell back
        Assert.Null(comparison.Criteria[0].Warm);
    }

    [Fact]
    public async Task Without_a_comparison_the_cold_start_is_not_run()
    {
        var package = await PackageAsync(warm: Run(SolverOutcome.Converged, 0.001), cold: Run(SolverOutcome.Converged, 0.001));

        Assert.Null((await RunAsync(package, withCold: false)).Cold);
        Assert.Single(ran);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("gone")]
    [InlineData("added")]
    public async Task A_package_that_was_tampered_with_is_not_run(string how)
    {
        var package = await PackageAsync(Run(SolverOutcome.Converged, 0.001), Run(SolverOutcome.Converged, 0.001));
        if (how == "gone") File.Delete(Path.Combine(package, "0", "U"));
        else File.AppendAllText(Path.Combine(package, "0", how == "changed" ? "U" : "k"), " ");

        var refusal = await Assert.ThrowsAsync<CaseFormatException>(() => RunAsync(package, withCold: true));

        Assert.Contains(how, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(ran);
    }

    [Theory]
    [InlineData(GateResult.NotKnown, WarmStartConsent.None, true)]
    [InlineData(GateResult.NotKnown, WarmStartConsent.Advisory, false)]
    [InlineData(GateResult.Advisory, WarmStartConsent.OtherNumerics, true)]
    [InlineData(GateResult.Advisory, WarmStartConsent.Advisory, false)]
    [InlineData(GateResult.Refused, WarmStartConsent.Advisory, true)]
    [InlineData(GateResult.Refused, WarmStartConsent.OtherNumerics, false)]
    public async Task A_gate_is_passed_only_with_the_consent_that_it_asks_for_and_stands_in_the_description(GateResult result, WarmStartConsent consent, bool refused)
    {
        Offer(Run(SolverOutcome.Converged, 0.001), Run(SolverOutcome.Converged, 0.001));
        var gate = new WarmStartGate("numerics", result, "Schemes differ.", result == GateResult.Refused ? WarmStartGate.AllowOtherNumerics : WarmStartGate.AllowAdvisory, false);

        var outcome = await Record.ExceptionAsync(() => WriteAsync(Verdict.Accept, consent, gate));

        if (refused) Assert.Equal($"No warm start: numerics: Schemes differ. To make it all the same: {gate.Option}.", outcome!.Message);
        else Assert.Equal(gate with { IsAgreed = true }, Assert.Single(WarmStartPackage.Open(folder.At("out", "warmstart", "parameter-x2")).Description.Gates));
    }

    [Fact]
    public async Task A_gate_without_an_option_is_passed_by_no_consent()
    {
        Offer(Run(SolverOutcome.Converged, 0.001), Run(SolverOutcome.Converged, 0.001));

        await Assert.ThrowsAsync<EngineRefusedException>(() => WriteAsync(Verdict.Accept, WarmStartConsent.Advisory | WarmStartConsent.OtherNumerics, WarmStartGate.Refused("mesh", "Another mesh.", "")));
    }

    [Theory]
    [InlineData(Verdict.Advisory, false, true)]
    [InlineData(Verdict.Advisory, true, false)]
    [InlineData(Verdict.Reject, true, true)]
    public async Task What_is_not_accepted_is_not_written_unless_somebody_agrees(Verdict verdict, bool agreed, bool refused)
    {
        Offer(Run(SolverOutcome.Converged, 0.001), Run(SolverOutcome.Converged, 0.001));

        var outcome = await Record.ExceptionAsync(() => WriteAsync(verdict, agreed ? WarmStartConsent.Advisory : WarmStartConsent.None));

        Assert.Equal(refused, outcome is EngineRefusedException);
        Assert.Equal(refused, !Directory.Exists(folder.At("out", "warmstart")));
    }

    public void Dispose() => folder.Dispose();

    static WarmStartDescription Description() => new()
    {
        Format = 2, Name = "w", Kind = WarmStartKind.Continue, Case = "c", MeshId = "m", StartSeconds = 10, EndSeconds = null, Engine = "dmd", Parameters = new Dictionary<string, double>(),
        Judgement = new(Verdict.Accept, ""), Gates = [], HiddenRuns = [], Fields = [], Flux = null, Notes = [], Seconds = 1, Files = new Dictionary<string, string>(),
    };

    async Task<string> PackageAsync(SolverRun warm, SolverRun cold)
    {
        Offer(warm, cold);
        return (await WriteAsync(Verdict.Accept, WarmStartConsent.None)).Directory;
    }

    Task<WarmStartPackage> WriteAsync(Verdict verdict, WarmStartConsent consent, params WarmStartGate[] gates)
    {
        folder.Write("case/system/controlDict", "");
        var options = new BridgeOptions { Output = new() { Directory = folder.At("out") } };
        var mesh = Some.Mesh(2);
        var source = new WarmStartSource(WarmStartKind.Parameter, "pod", "x2", mesh, new([Some.Scalar("p", 2, _ => 1)]), null, new(verdict, "Because."), [], gates, []);
        return new WarmStarter(plugins, options, TimeProvider.System, NullLogger.Instance).WriteAsync(folder.At("case"), () => Task.FromResult(source), consent, endSeconds: null, RunningSolver.Leave, default);
    }

    Task<WarmStartComparison> RunAsync(string package, bool withCold) =>
        new WarmRun(plugins, TimeProvider.System, NullLogger.Instance).RunAsync(package, withCold, new() { CaseDirectory = package }, _ => { }, default);

    void Offer(SolverRun warm, SolverRun cold)
    {
        plugins.AddWarmStartSink<NoOptions>("fake-sink", _ => true, (_, _) => new Sink());
        plugins.AddSolverRunner<NoOptions>("fake-runner", _ => true, (_, _) => new Runner(this, warm, cold));
    }

    static SolverRun Run(SolverOutcome outcome, params double[] residuals) => new(
        outcome, outcome.ToString(), [.. residuals.Select((residual, i) => new SolverIteration(i + 1, new Dictionary<string, double> { ["p"] = residual }, double.NaN, double.NaN, i))],
        QuantityHistory.None, new Dictionary<string, double> { ["p"] = 0.002 }, 1, 1);

    sealed class Sink : IWarmStartSink
    {
        public Task<WrittenWarmStart> WriteAsync(WarmStartRequest request, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(Path.Combine(request.Directory, "0"));
            File.WriteAllText(Path.Combine(request.Directory, "0", "U"), "values");
            return Task.FromResult(new WrittenWarmStart(0, [], null, []));
        }
    }

    sealed class Runner(WarmRunTests test, SolverRun warm, SolverRun cold) : ISolverRunner
    {
        public Task<SolverRun> RunAsync(SolverRunRequest request, CancellationToken cancellationToken)
        {
            test.ran.Add(request.CaseDirectory);
            return Task.FromResult(Path.GetFileName(request.CaseDirectory) == "warm" ? warm : cold);
        }
    }
}
