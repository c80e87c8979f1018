using System.Diagnostics.CodeAnalysis;

namespace CfdBridge.Baselines;

/// <summary>One way to fit modes to a window.</summary>
/// <param name="Products">Scalar products of the snapshots, with one weighting of the fields [window, window].</param>
/// <param name="Delays">Snapshots in a state.</param>
/// <param name="Modes">Most directions that are kept.</param>
/// <param name="Limit">How far modes may grow.</param>
sealed record Fit(double[,] Products, int Delays, int Modes, EigenvalueLimit Limit)
{
    /// <summary>Fits the whole window; false where the modes are too nearly alike to be told apart.</summary>
    /// <param name="basis">Of the whole window, with these products and delays; many fits share one.</param>
    public bool TryForecast(DelayBasis basis, int steps, [NotNullWhen(true)] out DelayModel? model, [NotNullWhen(true)] out double[,]? weights)
    {
        weights = basis.TryModel(Modes, out model) ? model.Weights(Products.GetLength(0), steps, Limit) : null;
        return model is not null && weights is not null && weights.Cast<double>().All(double.IsFinite);
    }
}
