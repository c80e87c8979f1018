using System.Diagnostics.CodeAnalysis;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace CfdBridge.Baselines;

/// <summary>
/// The states of a window as columns of d successive snapshots, one below the other, in the coordinates of their own
/// principal directions: the first half of higher-order dynamic mode decomposition [HODMD].
/// </summary>
/// <remarks>
/// Nothing larger than a table of scalar products is handled: those of the stacked columns are sums along the diagonal
/// of those of the snapshots. The window's mean is kept as one more coordinate, the constant 1, which makes the fitted map
/// affine: [x; 1] -> [A x + b; 1]. Fitting fluctuations without it is right only for windows of whole periods
/// (Hirsh et al., Centering data improves the dynamic mode decomposition, 2020) and costs three percent of the velocity on others.
/// </remarks>
sealed class DelayBasis
{
    // n snapshots · d delays · c = n - d + 1 columns · r modes

    // As large as the fluctuation itself, whose mean square is 1: it is among the first directions and is never cut off.
    const double ConstantSquared = 1;

    // Squared singular values come with errors of about 1e-15 of the largest.
    const double Resolved = 1e-13;

    readonly int delays;
    readonly Matrix<double> stacked;     // [c, c]
    readonly Matrix<double> directions;  // [c - 1, c - 1], the strongest first
    readonly double[] energies;          // squared singular values, those above the rounding
    readonly Dictionary<int, DelayModel?> models = []; // by the number of directions, which several numbers of modes may come to
    readonly Lazy<(Matrix<double> Map, Vector<double> Last, Matrix<double> ToColumns)> whole; // in all directions; in fewer it is the first rows and columns

    public DelayBasis(double[,] products, int snapshots, int delays)
    {
        this.delays = delays;
        var columns = snapshots - delays + 1;
        stacked = Matrix<double>.Build.Dense(columns, columns, (a, b) =>
        {
            var sum = 0.0;
            for (var i = 0; i < delays; i++) sum += products[a + i, b + i] + ConstantSquared;
            return sum;
        });
        var spectrum = stacked.SubMatrix(0, columns - 1, 0, columns - 1).Evd(Symmetricity.Symmetric);
        var falling = Enumerable.Range(0, columns - 1).Reverse().ToArray(); // MathNet returns them rising
        directions = Matrix<double>.Build.DenseOfColumnVectors(falling.Select(spectrum.EigenVectors.Column));
        var all = falling.Select(i => spectrum.EigenValues[i].Real).ToArray();
        energies = [.. all.TakeWhile(e => e > Resolved * all[0])];
        whole = new(() => Map(energies.Length));
    }

    /// <summary>
    /// The linear map from each column to the next, in the strongest directions; false where its eigenvalues cannot be found.
    /// </summary>
    public bool TryModel(int modes, [NotNullWhen(true)] out DelayModel? model)
    {
        var r = Math.Min(modes, energies.Length);
        if (!models.TryGetValue(r, out model)) models[r] = model = Model(r);
        return model is not null;
    }

    DelayModel? Model(int r)
    {
        var (map, last, toColumns) = whole.Value;
        try
        {
            return new(map.SubMatrix(0, r, 0, r), last.SubVector(0, r), toColumns.SubMatrix(0, toColumns.RowCount, 0, r), delays);
        }
        catch (NonConvergenceException)
        {
            // One fit among hundreds: the others are as good a guess.
            return null;
        }
    }

    (Matrix<double> Map, Vector<double> Last, Matrix<double> ToColumns) Map(int r)
    {
        var columns = stacked.RowCount;
        // With X = [columns before the last] = U S V': from here V S^-1, so that U = X V S^-1.
        var toColumns = Matrix<double>.Build.Dense(columns - 1, r, (a, k) => directions[a, k] / Math.Sqrt(energies[k]));
        // K = U' Y V S^-1 with Y = [columns after the first]: X' Y is a part of the table.
        var map = toColumns.TransposeThisAndMultiply(stacked.SubMatrix(0, columns - 1, 1, columns - 1)) * toColumns;
        return (map, toColumns.TransposeThisAndMultiply(stacked.SubMatrix(0, columns - 1, columns - 1, 1)).Column(0), toColumns);
    }
}
