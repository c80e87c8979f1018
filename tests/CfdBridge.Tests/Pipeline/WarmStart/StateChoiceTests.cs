using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline.WarmStart;

public sealed class StateChoiceTests
{
    const int Cells = 10;
    static readonly Mesh Mesh = Some.Mesh(Cells);

    [Fact]
    public async Task The_engine_that_is_nearest_on_runs_left_out_comes_first_and_is_never_given_them()
    {
        var given = new List<string[]>();
        var judged = await Judge(new(".", [Run(1), Run(2), Run(3), Run(4)], []), new()
        {
            ["right"] = new FakeStateEngine(request =>
            {
                given.Add([.. request.Runs.Select(run => run.Name)]);
                return Fields(request.Parameters["x"]);
            }),
            ["wrong"] = new FakeStateEngine(request => Fields(1.1 * request.Parameters["x"])),
            ["refuses"] = new FakeStateEngine(_ => throw new EngineRefusedException("Not here.")),
        });

        Assert.Equal(["right", "wrong", "refuses"], judged.Select(engine => engine.Engine));
        Assert.Equal(["x2", "x3"], judged[0].Runs.Select(run => run.Run)); // those between others
        Assert.Equal(0, judged[0].Score, 1e-6); // single precision
        Assert.Equal(0.1, judged[1].Score, 1e-6);
        Assert.Equal("Not here.", judged[2].Runs[0].Refusal);
        Assert.Equal([["x1", "x3", "x4"], ["x1", "x2", "x4"]], given);
    }

    [Fact]
    public async Task Runs_that_the_library_keeps_for_choosing_are_what_engines_are_judged_on()
    {
        var judged = await Judge(new(".", [Run(1), Run(2), Run(3)], [Run(2.5)]), new() { ["right"] = new FakeStateEngine(request => Fields(request.Parameters["x"])) });

        Assert.Equal(["x2.5"], judged[0].Runs.Select(run => run.Run));
    }

    [Fact]
    public async Task Of_a_run_that_swings_the_nearest_phase_counts_and_a_missing_field_is_off_by_all_of_it()
    {
        var swinging = new FinishedRun("swing", new Dictionary<string, double> { ["x"] = 2 }, Mesh.Id,
            count => new([.. Enumerable.Range(0, count).Select(i => Some.Snapshot(i, Mesh, [Some.Scalar("p", Cells, cell => Math.Sin(cell + 0.1 * i)), Some.Scalar("k", Cells, _ => 1)]))]));

        var judged = await Judge(new(".", [Run(1), Run(3)], [swinging]), new() { ["phase"] = new FakeStateEngine(_ => new([Some.Scalar("p", Cells, cell => Math.Sin(cell + 3.2))])) });

        Assert.Equal(0, judged[0].Runs[0].Errors["p"], 1e-6);
        Assert.Equal(1, judged[0].Runs[0].Errors["k"]);
    }

    [Theory]
    [InlineData(0.1, Verdict.Accept)]
    [InlineData(0.4, Verdict.Advisory)]
    [InlineData(0.9, Verdict.Reject)]
    public void The_error_on_hidden_runs_decides_what_may_be_used(double error, Verdict verdict) =>
        Assert.Equal(verdict, WarmStartJudgement.OfHiddenRuns(new("pod", [new("pod", "x2", new Dictionary<string, double> { ["p"] = error }, "")]), new()).Verdict);

    static Task<IReadOnlyList<EngineStateErrors>> Judge(RunLibrary library, Dictionary<string, IStateEngine> engines) => new StateChoice(engines, library, Mesh, seed: 0).JudgeAsync(default);

    static FinishedRun Run(double x) => new(FormattableString.Invariant($"x{x}"), new Dictionary<string, double> { ["x"] = x }, Mesh.Id, _ => new([new(0, Mesh, Fields(x))]));

    static FieldSet Fields(double x) => new([Some.Scalar("p", Cells, cell => x * (cell + 1))]);
}
