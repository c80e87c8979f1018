using CfdBridge.OpenFoam;

namespace CfdBridge.Tests.OpenFoam.Running;

public sealed class SolverLogTests
{
    const string Steady = """
        trapFpe: Floating point exception trapping enabled (FOAM_SIGFPE).
        Time = 1

        smoothSolver:  Solving for Ux, Initial residual = 1, Final residual = 0.05, No Iterations 3
        smoothSolver:  Solving for Uy, Initial residual = 0.5, Final residual = 0.02, No Iterations 3
        GAMG:  Solving for p, Initial residual = 0.25, Final residual = 0.01, No Iterations 9
        GAMG:  Solving for p, Initial residual = 0.125, Final residual = 0.001, No Iterations 9
        time step continuity errors : sum local = 1.5, global = 0.2, cumulative = 0.2
        smoothSolver:  Solving for k, Initial residual = 1e-3, Final residual = 1e-5, No Iterations 2
        ExecutionTime = 0.25 s  ClockTime = 1 s

        Time = 2

        smoothSolver:  Solving for Ux, Initial residual = 1e-05, Final residual = 1e-07, No Iterations 1
        ExecutionTime = 0.5 s  ClockTime = 1 s

        SIMPLE solution converged in 2 iterations
        """;

    [Fact]
    public void Residuals_are_those_of_the_first_solution_and_of_the_largest_component()
    {
        var log = Read(Steady);

        Assert.Equal([1.0, 2.0], log.Iterations.Select(iteration => iteration.TimeSeconds));
        Assert.Equal(new Dictionary<string, double> { ["U"] = 1, ["p"] = 0.25, ["k"] = 1e-3 }, log.Iterations[0].Residuals);
        Assert.Equal((1.5, 0.25), (log.Iterations[0].Continuity, log.Iterations[0].CpuSeconds));
        Assert.True(log.SaysConverged);
        Assert.Null(log.Trouble);
    }

    [Theory]
    [InlineData("Time = 0.02\nCourant Number mean: 0.1 max: 0.6\nExecutionTime = 1 s")] // icoFoam
    [InlineData("Courant Number mean: 0.1 max: 0.6\nTime = 0.02s\nExecutionTime = 1 s")] // pimpleFoam
    public void The_Courant_number_belongs_to_its_step_before_or_after_the_time(string text) =>
        Assert.Equal((0.02, 0.6), Read(text).Iterations.Select(step => (step.TimeSeconds, step.Courant)).Single());

    [Theory]
    [InlineData("smoothSolver:  Solving for Ux, Initial residual = nan, Final residual = nan, No Iterations 1000", "residual of Ux")]
    [InlineData("time step continuity errors : sum local = 1e+09, global = 1, cumulative = 1", "continuity error")]
    [InlineData("time step continuity errors : sum local = nan, global = nan, cumulative = nan", "continuity error")]
    [InlineData("Courant Number mean: 10 max: 1e+06", "Courant number")]
    [InlineData("#1  Foam::sigFpe::sigHandler(int) at ??:?", "floating-point exception")]
    public void What_runs_away_is_seen_at_once(string line, string trouble) =>
        Assert.Contains(trouble, Read($"Time = 1\n{line}").Trouble, StringComparison.Ordinal);

    static SolverLog Read(string text)
    {
        var log = new SolverLog();
        foreach (var line in text.Split('\n')) log.Read(line, new());
        return log;
    }
}
