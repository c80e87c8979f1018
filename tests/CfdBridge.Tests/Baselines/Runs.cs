using CfdBridge.Baselines;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

/// <summary>Runs whose continuation is known, and what every test here does with an engine.</summary>
static class Runs
{
    public const double SpacingSeconds = 0.1;

    /// <summary>Snapshots of float fields that are functions of the cell's number and the time in steps.</summary>
    public static Trajectory Of(int snapshots, int cells, params (string Name, Func<int, double, double> Value)[] fields)
    {
        var mesh = Some.Mesh(cells);
        return Some.Trajectory(
            mesh,
            Enumerable.Range(0, snapshots).Select(k => k * SpacingSeconds),
            time => [.. fields.Select(f => Some.Scalar(f.Name, cells, i => f.Value(i, time / SpacingSeconds)).AsSingle())]);
    }

    /// <summary>A wave with two harmonics on a steady profile, running through the cells.</summary>
    public static double Wave(int cell, double step, double periodSteps)
    {
        var phase = 2 * Math.PI * (cell / 20.0 - step / periodSteps);
        return 1 + 0.5 * Math.Sin(cell / 7.0) + 0.3 * Math.Sin(phase) + 0.1 * Math.Cos(2 * phase);
    }

    public static IContinuationEngine Engine(string kind) => new SuperpositionEngine(kind switch
    {
        "persistence" => new Persistence(),
        "linear" => new Linear(),
        "repeat" => new Repeat(new()),
        "dmd" => new Dmd(new()),
        _ => throw new ArgumentException(kind),
    });

    public static async Task<(Continuation Continuation, List<PredictedStep> Steps)> ContinueAsync(IContinuationEngine engine, Trajectory observed, int steps)
    {
        var continuation = await engine.ContinueAsync(new() { Observed = observed, Steps = steps }, CancellationToken.None);
        var predicted = new List<PredictedStep>();
        await foreach (var step in continuation.Steps) predicted.Add(step);
        return (continuation, predicted);
    }

    /// <summary>Values of one field, step after step.</summary>
    public static async Task<float[][]> PredictAsync(string kind, Trajectory observed, int steps, string field = "u")
    {
        var (_, predicted) = await ContinueAsync(Engine(kind), observed, steps);
        return [.. predicted.Select(step => step.Members.Single()[field].ToSingle())];
    }

    /// <summary>Largest difference from a known solution, over all steps and cells.</summary>
    public static double LargestError(float[][] predicted, int window, Func<int, double, double> truth) =>
        predicted.SelectMany((values, step) => values.Select((value, cell) => Math.Abs(value - truth(cell, window + step)))).Max();
}
