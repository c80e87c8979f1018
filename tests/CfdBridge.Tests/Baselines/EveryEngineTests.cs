using System.Runtime.InteropServices;
using CfdBridge.Baselines;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

public sealed class EveryEngineTests
{
    public static TheoryData<string> Kinds => ["persistence", "linear", "repeat", "dmd"];

    // Two fields with different shapes and some noise, over one and a half periods.
    static Trajectory Noisy(int cells = 60, double unit = 1)
    {
        double Value(int cell, double step) => Runs.Wave(cell, step, 30.7) + 0.01 * Math.Sin(12.9898 * cell + 78.233 * step);
        return Runs.Of(46, cells, ("u", Value), ("p", (cell, step) => unit * Math.Pow(Value(cell, step), 2)));
    }

    [Fact]
    public void The_module_names_five_engines()
    {
        var registry = new CollectedKinds();

        new BaselinesModule().Register(registry);

        Assert.Equal(["persistence", "linear", "repeat", "dmd", "analog"], registry.Engines);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_window_gives_the_same_bytes(string kind)
    {
        var observed = Noisy(cells: 5_000);

        var first = await Runs.PredictAsync(kind, observed, 20);
        var second = await Runs.PredictAsync(kind, observed, 20);

        Assert.All(first.Zip(second), pair => Assert.True(MemoryMarshal.AsBytes<float>(pair.First).SequenceEqual(MemoryMarshal.AsBytes<float>(pair.Second))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Renumbering_the_cells_renumbers_the_prediction(string kind)
    {
        var order = Enumerable.Range(0, 60).ToArray();
        new Random(7).Shuffle(order);
        var observed = Noisy();
        var renumbered = Some.Trajectory(observed.Mesh, observed.Snapshots.Select(s => s.TimeSeconds), time =>
            [.. observed.Snapshots.Single(s => s.TimeSeconds == time).Fields.Select(f => f.With([.. order.Select(cell => f.ToSingle()[cell])]))]);

        var expected = await Runs.PredictAsync(kind, observed, 20);
        var found = await Runs.PredictAsync(kind, renumbered, 20);

        for (var step = 0; step < 20; step++)
        {
            for (var cell = 0; cell < 60; cell++) Assert.Equal(expected[step][order[cell]], found[step][cell], 1e-4f); // sums in another order, and noisy modes
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_unit_of_a_field_changes_nothing_but_its_own_numbers(string kind)
    {
        // A power of two, so that no rounding hides a difference.
        var (plain, scaled) = (Noisy(), Noisy(unit: 1024));

        var (expectedU, expectedP) = (await Runs.PredictAsync(kind, plain, 20), await Runs.PredictAsync(kind, plain, 20, "p"));
        var (foundU, foundP) = (await Runs.PredictAsync(kind, scaled, 20), await Runs.PredictAsync(kind, scaled, 20, "p"));

        Assert.Equal(expectedU, foundU);
        Assert.Equal(expectedP.Select(values => values.Select(v => 1024 * v).ToArray()), foundP);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_steady_flow_stays_exactly_as_it_is(string kind)
    {
        var observed = Runs.Of(20, 30, ("u", (cell, _) => Math.Sin(cell)), ("zero", (_, _) => 0));

        var (_, predicted) = await Runs.ContinueAsync(Runs.Engine(kind), observed, 50);

        Assert.All(predicted, step => Assert.Equal(observed.Last.Fields["u"].ToSingle(), step.Members.Single()["u"].ToSingle()));
        Assert.All(predicted, step => Assert.All(step.Members.Single()["zero"].ToSingle(), value => Assert.Equal(0, value)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_field_that_is_zero_or_constant_does_not_disturb_one_that_moves(string kind)
    {
        var alone = Runs.Of(46, 40, ("u", (cell, step) => Runs.Wave(cell, step, 30.7)));
        var accompanied = Runs.Of(46, 40, ("zero", (_, _) => 0), ("u", (cell, step) => Runs.Wave(cell, step, 30.7)), ("T", (_, _) => 293.15));

        var expected = await Runs.PredictAsync(kind, alone, 20);
        var found = await Runs.PredictAsync(kind, accompanied, 20);

        Assert.Equal(expected, found);
        Assert.All(await Runs.PredictAsync(kind, accompanied, 20, "T"), values => Assert.All(values, value => Assert.Equal(293.15f, value)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_snapshots_work_or_are_refused_but_never_give_numbers_that_are_none(string kind)
    {
        var observed = Runs.Of(2, 10, ("u", (cell, step) => cell * step));

        var outcome = await Record.ExceptionAsync(async () =>
            Assert.All(await Runs.PredictAsync(kind, observed, 5), values => Assert.All(values, value => Assert.True(float.IsFinite(value)))));

        Assert.True(outcome is null or EngineRefusedException, outcome?.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_single_snapshot_is_refused_because_it_has_no_time_step(string kind)
    {
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Runs.PredictAsync(kind, Runs.Of(1, 4, ("u", (cell, _) => cell)), 1));

        Assert.Contains("1 snapshot", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Numbers_that_are_none_are_refused_with_their_place(string kind)
    {
        var observed = Runs.Of(46, 10, ("u", (cell, step) => cell + step), ("p", (cell, step) => (cell, step) is (3, 2.0) ? double.NaN : cell));

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Runs.PredictAsync(kind, observed, 1));

        Assert.Equal("Field p holds NaN at time 0.2 (cell 3), which cannot be continued.", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Random_flows_never_give_numbers_that_are_none(string kind)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var noise = Enumerable.Range(0, 30 * 12).Select(_ => random.NextDouble()).ToArray();
            var observed = Runs.Of(8 + 2 * seed, 12, ("u", (cell, step) => noise[12 * (int)Math.Round(step) + cell]), ("line", (cell, step) => cell + 0.1 * step));

            var outcome = await Record.ExceptionAsync(async () =>
                Assert.All(await Runs.PredictAsync(kind, observed, 200), values => Assert.All(values, value => Assert.True(float.IsFinite(value)))));

            Assert.True(outcome is null or EngineRefusedException, $"seed {seed}: {outcome}");
        }
    }

    sealed class CollectedKinds : IPluginRegistry
    {
        public List<string> Engines { get; } = [];

        public void AddSource<TOptions>(string kind, string expects, Func<string, bool> recognises, Func<SourceRequest, TOptions, PluginContext, ISnapshotSource> create)
            where TOptions : class, new() => throw new InvalidOperationException(kind);

        public void AddEngine<TOptions>(string kind, Func<TOptions, PluginContext, IContinuationEngine> create)
            where TOptions : class, new() => Engines.Add(kind);

        public void AddInterpolation<TOptions>(string kind, Func<TOptions, PluginContext, IInterpolationEngine> create) where TOptions : class, new()
        {
        }

        public void AddSink<TOptions>(string kind, Func<TOptions, PluginContext, ISnapshotSink> create)
            where TOptions : class, new() => throw new InvalidOperationException(kind);

        public void AddStateEngine<TOptions>(string kind, Func<TOptions, PluginContext, IStateEngine> create) where TOptions : class, new() { }

        public void AddWarmStartSink<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, IWarmStartSink> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddSolverRunner<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, ISolverRunner> create) where TOptions : class, new() => throw new NotSupportedException(kind);

        public void AddNumericsReader<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, INumericsReader> create) where TOptions : class, new() => throw new NotSupportedException(kind);
    }
}
