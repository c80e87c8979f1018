using CfdBridge.Baselines;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

public sealed class StateEngineTests
{
    const int Cells = 20;
    static readonly Mesh Mesh = Some.Mesh(Cells);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    public async Task A_polynomial_in_the_parameter_is_met_exactly(int points, int degree)
    {
        Field[] At(double x) => [Some.Scalar("T", Cells, cell => Enumerable.Range(0, degree + 1).Sum(power => (cell + power) * Math.Pow(x, power)))];

        var state = await Predict(new LagrangeRuns(points), "x", 2.5, [1, 2, 3, 4], At);

        AssertClose(At(2.5)[0], state.Fields["T"], 1e-9);
    }

    [Fact]
    public async Task A_regression_over_modes_is_met_at_the_runs_and_lies_between_them()
    {
        Field[] At(double x) => [Some.Scalar("T", Cells, cell => Math.Sin(0.3 * cell + x) + 2), Some.Scalar("rho", Cells, cell => 1 + x * cell)];

        var there = await Predict(new PodRegression(new() { EnergyLeft = 0 }), "x", 2, [1, 2, 3, 4, 5], At);
        var between = await Predict(new PodRegression(new()), "x", 2.5, [1, 2, 3, 4, 5], At);

        AssertClose(At(2)[0], there.Fields["T"], 1e-6);
        AssertClose(At(2.5)[0], between.Fields["T"], 0.02); // cubic radial functions at a spacing of a sixth of the wave
    }

    [Fact]
    public async Task Several_parameters_are_regressed_over_together()
    {
        (double A, double B)[] places = [(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)];
        var runs = places.Select(place => Run($"{place}", new() { ["a"] = place.A, ["b"] = place.B }, [Some.Scalar("T", Cells, cell => cell + 2 * place.A - 3 * place.B)])).ToArray();

        var state = await new StateSuperposition(new PodRegression(new())).PredictAsync(new() { Mesh = Mesh, Runs = runs, Parameters = new Dictionary<string, double> { ["a"] = 0.3, ["b"] = 0.6 } }, default);

        AssertClose(Some.Scalar("T", Cells, cell => cell + 0.6 - 1.8), state.Fields["T"], 1e-6); // linear trends are met exactly
    }

    [Fact]
    public async Task The_nearest_run_is_scaled_with_the_velocity_by_the_units_of_each_field()
    {
        Field[] At(double u) =>
        [
            new("U", FieldAssociation.Cell, 3, [.. Enumerable.Repeat(u, 3 * Cells)], new(0, 1, -1)), new("p", FieldAssociation.Cell, 1, [.. Enumerable.Repeat(u * u, Cells)], new(0, 2, -2)),
            new("epsilon", FieldAssociation.Cell, 1, [.. Enumerable.Repeat(u * u * u, Cells)], new(0, 2, -3)), new("T", FieldAssociation.Cell, 1, [.. Enumerable.Repeat(300.0, Cells)], new(0, 0, 0, 1)),
        ];

        var state = await Predict(new NearestRun(), "U", 9, [6, 10, 14], At);

        foreach (var expected in At(9)) AssertClose(expected, state.Fields[expected.Name], 1e-9);
    }

    [Fact]
    public async Task Outside_of_the_library_only_the_nearest_serves()
    {
        Field[] At(double x) => [Some.Scalar("T", Cells, _ => x)];

        Assert.Equal(4, (await Predict(new NearestRun(), "x", 9, [1, 2, 3, 4], At)).Fields["T"].ToDouble()[0]);
        foreach (var method in new IStateWeights[] { new LagrangeRuns(2), new LagrangeRuns(4), new PodRegression(new()) })
            Assert.Contains("outside", (await Assert.ThrowsAsync<EngineRefusedException>(() => Predict(method, "x", 9, [1, 2, 3, 4], At))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Re", 100, "no run of the library was captured with this parameter")]
    [InlineData(null, 0, "Tell it: --set x=VALUE")]
    public async Task A_library_of_another_family_is_refused_in_words(string? name, double value, string why)
    {
        var request = Request("x", 1.5, [1, 2, 3], x => [Some.Scalar("T", Cells, _ => x)]);

        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => new StateSuperposition(new NearestRun()).PredictAsync(
            request with { Parameters = name is null ? new Dictionary<string, double>() : new Dictionary<string, double> { ["x"] = 1.5, [name] = value } }, default));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_diverged_is_named()
    {
        var refusal = await Assert.ThrowsAsync<EngineRefusedException>(() => Predict(new LagrangeRuns(2), "x", 1.5, [1, 2], x => [Some.Scalar("T", Cells, cell => x == 2 && cell == 3 ? double.NaN : x)]));

        Assert.Contains("x2", refusal.Message, StringComparison.Ordinal);
    }

    static Task<PredictedState> Predict(IStateWeights method, string parameter, double at, double[] values, Func<double, Field[]> fields) =>
        new StateSuperposition(method).PredictAsync(Request(parameter, at, values, fields), default);

    static StateRequest Request(string parameter, double at, double[] values, Func<double, Field[]> fields) => new()
    {
        Mesh = Mesh,
        Parameters = new Dictionary<string, double> { [parameter] = at },
        Runs = [.. values.Select(value => Run(FormattableString.Invariant($"{parameter}{value}"), new() { [parameter] = value }, fields(value)))],
    };

    static FinishedRun Run(string name, Dictionary<string, double> parameters, Field[] fields) => new(name, parameters, Mesh.Id, _ => new([Some.Snapshot(1, Mesh, fields)]));

    static void AssertClose(Field expected, Field actual, double tolerance)
    {
        foreach (var (a, b) in expected.ToDouble().Zip(actual.ToDouble())) Assert.Equal(a, b, tolerance * Math.Max(1, Math.Abs(a)));
    }
}
