using static System.FormattableString;

namespace CfdBridge.Baselines;

/// <summary>
/// Dynamic mode decomposition, with as many delays and modes as predict the hidden end of the window best. All fits that
/// are nearly as good are averaged: which of them is best by a percent is chance, and their errors partly cancel.
/// </summary>
sealed class Dmd(DmdOptions options) : IForecaster
{
    const int LeastHeld = 4;
    const int LeastFitted = 4;
    const double NearlyAsGood = 1.1;

    public Forecast Forecast(Trajectory observed, int steps, CancellationToken cancellationToken)
    {
        var held = Math.Max(LeastHeld, (int)(observed.Count * options.HoldOut));
        if (observed.Count < held + LeastFitted)
            throw new EngineRefusedException($"The window holds {observed.Count} snapshots; at least {held + LeastFitted} are needed, {LeastFitted} to fit modes to and {held} to choose between the fits.");

        var gram = WindowGram.Of(observed, cancellationToken);
        if (gram.IsStill) return Baselines.Forecast.Standstill(observed.Count, steps, "The flow is steady over the window.");

        var holdOut = new HoldOut(gram, held, options);
        var trials = Weightings(gram).SelectMany(products => holdOut.Trials(products, cancellationToken)).ToList();
        var least = trials.Select(trial => trial.Error).DefaultIfEmpty(double.NaN).Min();
        var chosen = trials.Where(trial => trial.Error <= NearlyAsGood * least).OrderBy(trial => trial.Error).Select(trial => trial.Fit);
        var forecasts = new List<(Fit Fit, DelayModel Model, double[,] Weights)>();
        var bases = new Dictionary<(double[,], int), DelayBasis>();
        foreach (var fit in chosen)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!bases.TryGetValue((fit.Products, fit.Delays), out var basis))
                bases[(fit.Products, fit.Delays)] = basis = new(fit.Products, observed.Count, fit.Delays);
            if (fit.TryForecast(basis, steps, out var model, out var weights)) forecasts.Add((fit, model, weights));
        }

        if (forecasts.Count == 0)
            throw new EngineRefusedException($"Modes fitted to the {observed.Count} snapshots cannot be told apart; does the flow drift in a straight line?");

        var (best, bestModel, _) = forecasts[0];
        return new(
            [
                Invariant($"{bestModel.Eigenvalues.Count} modes of {States(best.Delays)} predict the last {held} steps to {least:P1} of the fluctuation; {forecasts.Count} fits nearly as good are averaged."),
                .. PeriodNote(bestModel.StrongestPeriodSteps(), observed.SpacingSeconds),
            ],
            Mean([.. forecasts.Select(f => f.Weights)]));
    }

    // Which weighting is better depends on whether noise or the flow's own change limits the prediction: both are tried.
    static IEnumerable<double[,]> Weightings(WindowGram gram) =>
        gram.Fields.Count == 1 ? [gram.Together()] : [gram.Together(), gram.TogetherByNoise()];

    static string States(int delays) => delays == 1 ? "single snapshots" : $"{delays} successive snapshots";

    static IEnumerable<string> PeriodNote(double steps, double spacingSeconds) =>
        steps > 0 ? [Invariant($"The strongest oscillation has a period of {steps * spacingSeconds:G5} s ({steps:F2} steps).")] : [];

    static double[,] Mean(double[][,] forecasts)
    {
        var mean = new double[forecasts[0].GetLength(0), forecasts[0].GetLength(1)];
        foreach (var weights in forecasts)
        {
            for (var step = 0; step < mean.GetLength(0); step++)
            {
                for (var j = 0; j < mean.GetLength(1); j++) mean[step, j] += weights[step, j] / forecasts.Length;
            }
        }

        return mean;
    }
}
