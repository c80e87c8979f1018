using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline.WarmStart;

public sealed class GateTests
{
    const int Cells = 10;
    static readonly Mesh Mesh = Some.Mesh(Cells);
    static readonly CaseNumerics Target = Solved.Like(("divSchemes", "div(phi,U)", "upwind"), ("gradSchemes", "default", "linear"));

    [Fact]
    public void Runs_that_were_solved_with_another_scheme_are_named_with_both()
    {
        var gate = NumericsGate.Of([("a", Target), ("b", Solved.Like(("divSchemes", "div(phi,U)", "linearUpwind"), ("gradSchemes", "default", "linear")))], "library", Target);

        Assert.Equal((GateResult.Refused, WarmStartGate.AllowOtherNumerics), (gate.Result, gate.Option));
        Assert.Contains("divSchemes div(phi,U): library (b) linearUpwind, case upwind", gate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_were_captured_without_it_are_named_and_not_passed_over()
    {
        var gate = NumericsGate.Of([("a", Target), ("old", null)], "library", Target);

        Assert.Equal((GateResult.NotKnown, WarmStartGate.AllowAdvisory), (gate.Result, gate.Option));
        Assert.Contains("old", gate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_counts_for_more_than_what_is_not_known() =>
        Assert.Equal(GateResult.Refused, NumericsGate.Of([("other", Target with { Application = "pisoFoam" }), ("old", null)], "library", Target).Result);

    [Fact]
    public void What_could_not_be_read_is_not_taken_for_the_same() =>
        Assert.Equal(GateResult.NotKnown, NumericsGate.Of([("a", Target)], "library", Target with { Unread = ["system/fvSchemes can only be followed by the solver."] }).Result);

    [Theory]
    [InlineData("div(phi,U)", "upwind", "default", "upwind", true)] // named here, what holds otherwise there
    [InlineData("div(phi,U)", "upwind", "default", "linear", false)]
    [InlineData("div(phi,U)", "upwind", "/div\\(phi,.*\\)/", "upwind", true)]
    [InlineData("div(phi,U)", "upwind", "/div\\(phi,.*\\)/", "linear", false)]
    [InlineData("/div\\(phi,.*\\)/", "upwind", "/div\\(phi,.*\\)/", "linear", false)]
    [InlineData("/div\\(phi,.*\\)/", "upwind", "/.*/", "upwind", true)]
    [InlineData("/div\\(phi,.*\\)/", "upwind", "default", "linear", false)]
    [InlineData("default", "linear", "default", "upwind", false)]
    [InlineData("div(phi,U)", "upwind", "div(phi,k)", "linear", true)] // neither says anything of the other's
    public void Terms_are_alike_however_they_are_set(string term, string setting, string otherTerm, string otherSetting, bool alike)
    {
        var (one, other) = (Solved.Like(("divSchemes", term, setting)), Solved.Like(("divSchemes", otherTerm, otherSetting)));

        Assert.Equal(alike, NumericsComparison.Between(one, other).Count == 0);
        Assert.Equal(alike, NumericsComparison.Between(other, one).Count == 0);
    }

    [Fact]
    public void A_setting_of_the_algorithm_that_only_one_has_is_a_difference() =>
        Assert.Single(NumericsComparison.Between(Solved.Like(("SIMPLE", "consistent", "yes")), Solved.Like(("SIMPLE", "consistent", "yes"), ("SIMPLE", "pRefValue", "1"))));

    [Theory]
    [InlineData(0.01, 0.01, GateResult.Passed)]
    [InlineData(0.01, 0.02, GateResult.Passed)] // the case's lies between
    [InlineData(0.02, 0.03, GateResult.Advisory)]
    [InlineData(0.001, 0.005, GateResult.Advisory)]
    public void The_time_step_lies_among_those_of_the_library(double low, double high, GateResult expected)
    {
        var gate = TimeStepGate.Of([("a", Target.With(low)), ("b", Target.With(high))], "library", Target.With(0.0101 / 1.01));

        Assert.Equal(expected, gate.Result);
        Assert.Contains("case 0.01", gate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Courant_numbers_are_compared_where_time_steps_are_adjusted()
    {
        Assert.Equal(GateResult.Passed, TimeStepGate.Of([("a", Target.With(0.5).WithCourant(0.9))], "library", Target.WithCourant(0.9)).Result);
        Assert.Equal(GateResult.Advisory, TimeStepGate.Of([("a", Target.WithCourant(5))], "library", Target.WithCourant(0.9)).Result);
        Assert.Equal(GateResult.Advisory, TimeStepGate.Of([("a", Target)], "library", Target.WithCourant(0.9)).Result);
        Assert.Equal(GateResult.NotKnown, TimeStepGate.Of([("a", null)], "library", Target).Result);
    }

    [Fact]
    public void Steps_of_a_steady_solver_are_not_compared() =>
        Assert.Equal(GateResult.Passed, TimeStepGate.Of([("a", Steady(1))], "library", Steady(2)).Result);

    [Theory]
    [InlineData(0.0025, 4, GateResult.Passed)] // four times the cells allow a fourth of the time step
    [InlineData(0.001, 4, GateResult.Advisory)]
    [InlineData(0.02, 4, GateResult.Advisory)]
    public void On_a_finer_mesh_the_time_step_may_be_smaller(double seconds, double finer, GateResult expected) =>
        Assert.Equal(expected, TimeStepGate.Of([("coarse", Target)], "other mesh", Target.With(seconds), finer).Result);

    [Theory]
    [InlineData(10, 60, null, GateResult.Passed)]
    [InlineData(10, 12, null, GateResult.Advisory)] // ten steps of 0.5 are asked for
    [InlineData(10, 60, 30.0, GateResult.Passed)]
    [InlineData(10, 60, 12.0, GateResult.Advisory)] // developed soon by itself, however far the continuation went
    [InlineData(10, 60, 4.0, GateResult.Advisory)] // developed already
    [InlineData(70, 60, 30.0, GateResult.Advisory)] // the solver was faster
    public void A_continuation_saves_what_the_solver_would_still_have_to_do(double latest, double start, double? developed, GateResult expected) =>
        Assert.Equal(expected, SavingGate.OfContinuation(latest, 0.5, start, developed, new()).Result);

    [Theory]
    [InlineData(0.05, 0, GateResult.Passed)] // from nothing: off by all of it
    [InlineData(0.05, 0.9, GateResult.Passed)] // half of the error is saved
    [InlineData(0.05, 0.96, GateResult.Advisory)] // the case starts as near itself
    [InlineData(0.05, 1, GateResult.Advisory)]
    public void A_prediction_saves_only_where_the_case_would_start_further_off(double error, double start, GateResult expected)
    {
        var judged = new EngineStateErrors("pod", [new("pod", "x", new Dictionary<string, double> { ["p"] = error }, "")]);

        var gate = SavingGate.OfPrediction(judged, State(1), Some.Snapshot(0, Mesh, [.. State(start)]), new());

        Assert.Equal(expected, gate.Result);
        Assert.Contains($"{error:P1}", gate.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_tried_saves_nobody_knows_what() =>
        Assert.Equal(GateResult.NotKnown, SavingGate.OfPrediction(new("pod", []), State(1), Some.Snapshot(0, Mesh, [.. State(0)]), new()).Result);

    [Fact]
    public void A_transferred_state_that_the_case_has_already_saves_nothing()
    {
        Assert.Equal(GateResult.Passed, SavingGate.OfTransfer(State(1), Some.Snapshot(0, Mesh, [.. State(0)])).Result);
        Assert.Equal(GateResult.Advisory, SavingGate.OfTransfer(State(1), Some.Snapshot(0, Mesh, [.. State(0.999)])).Result);
    }

    [Fact]
    public void A_state_on_another_mesh_is_let_through_by_nothing()
    {
        var gate = MeshGate.Of(Some.Mesh(Cells + 1), Mesh, "The steps stand");

        Assert.False(gate.With(WarmStartConsent.Advisory | WarmStartConsent.OtherNumerics).IsOpen);
        Assert.True(MeshGate.Of(Some.Mesh(Cells), Mesh, "The steps stand").IsOpen);
    }

    static CaseNumerics Steady(double step) => Target with { Stepping = Target.Stepping with { IsSteady = true, StepSeconds = step } };

    static FieldSet State(double size) => new([Some.Scalar("p", Cells, cell => size * (cell + 1))]);
}
