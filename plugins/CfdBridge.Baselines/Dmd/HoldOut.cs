using Complex = System.Numerics.Complex;

namespace CfdBridge.Baselines;

/// <summary>Tries fits on the beginning of a window against its end.</summary>
sealed class HoldOut(WindowGram gram, int held, DmdOptions options)
{
    static readonly int[] Modes = [3, 5, 7, 9, 11, 15, 21, 25, 31, 41, 61];

    // Errors below this are the rounding of single precision, and all alike.
    const double LeastError = 1e-6;

    int Fitted => gram.Count - held;

    // A state of many snapshots shows slow changes, one of few leaves more states to fit to.
    IEnumerable<int> Delays =>
        new[] { 1, gram.Count / 12, gram.Count / 6, gram.Count / 4, gram.Count / 3, gram.Count / 2 }
            .Select(d => Math.Clamp(d, 1, options.MaxDelays))
            .Where(d => Fitted - d >= 2)
            .Distinct();

    IEnumerable<EigenvalueLimit> Limits => [EigenvalueLimit.Growing(options.GrowthPerStep), EigenvalueLimit.Neutral(options.GrowthPerStep)];

    /// <summary>Every fit with its relative error on the hidden steps.</summary>
    public IEnumerable<(Fit Fit, double Error)> Trials(double[,] products, CancellationToken cancellationToken)
    {
        foreach (var delays in Delays)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var basis = new DelayBasis(products, Fitted, delays);
            foreach (var modes in Modes.Where(m => m < options.MaxModes).Append(options.MaxModes).Where(m => m / 2 < Fitted - delays))
            {
                if (!basis.TryModel(modes, out var model)) continue;
                (Complex[] Factors, double Error)? before = null;
                foreach (var limit in Limits)
                {
                    Complex[] factors = [.. model.Eigenvalues.Select(limit.Apply)];
                    var error = before is { } same && same.Factors.AsSpan().SequenceEqual(factors) ? same.Error : Error(model.Weights(gram.Count, held, limit));
                    before = (factors, error);
                    if (double.IsFinite(error)) yield return (new(products, delays, modes, limit), error);
                }
            }
        }
    }

    // Geometric mean over the fields: halving the error of one counts alike, whether or not another is full of noise.
    double Error(double[,] weights)
    {
        var (logarithms, difference) = (0.0, new double[gram.Count]);
        for (var field = 0; field < gram.Fields.Count; field++)
        {
            var sum = 0.0;
            for (var step = 0; step < held; step++)
            {
                for (var j = 0; j < difference.Length; j++) difference[j] = weights[step, j];
                difference[Fitted + step] -= 1;
                sum += gram.SquaredNorm(field, difference);
            }

            logarithms += Math.Log(Math.Max(LeastError, Math.Sqrt(sum / held)));
        }

        return Math.Exp(logarithms / gram.Fields.Count);
    }
}
