using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Complex = System.Numerics.Complex;

namespace CfdBridge.Baselines;

/// <summary>A linear map in r directions, taken apart into modes: the second half of [HODMD].</summary>
sealed class DelayModel
{
    // c columns · r modes

    readonly int delays;
    readonly Matrix<double> toColumns;     // [c - 1, r]
    readonly Matrix<Complex> shapes;       // [r, r], a mode in each column
    readonly Vector<Complex> amplitudes;   // [r], of the modes in the last column of the window

    public DelayModel(Matrix<double> map, Vector<double> last, Matrix<double> toColumns, int delays)
    {
        this.delays = delays;
        this.toColumns = toColumns;
        var modes = map.Evd(Symmetricity.Asymmetric);
        Eigenvalues = [.. modes.EigenValues];
        shapes = Shapes(modes);
        amplitudes = shapes.Solve(last.ToComplex());
    }

    /// <summary>Factor per step of each mode.</summary>
    public IReadOnlyList<Complex> Eigenvalues { get; }

    /// <summary>The oscillation that is strongest at the end of the window; 0 when nothing oscillates.</summary>
    public double StrongestPeriodSteps()
    {
        var (strongest, most) = (-1, 0.0);
        for (var k = 0; k < Eigenvalues.Count; k++)
        {
            var strength = shapes.Column(k).L2Norm() * amplitudes[k].Magnitude;
            if (Eigenvalues[k].Imaginary > 0 && strength > most) (strongest, most) = (k, strength);
        }

        return strongest < 0 ? 0 : 2 * Math.PI / Eigenvalues[strongest].Phase;
    }

    /// <summary>
    /// Weights of the snapshots for each step after the fitted ones [steps, window]; not finite where the modes are too
    /// nearly alike to be told apart.
    /// </summary>
    public double[,] Weights(int window, int steps, EigenvalueLimit limit)
    {
        var factors = Eigenvalues.Select(limit.Apply).ToArray();
        var state = amplitudes.Clone();
        var weights = new double[steps, window];
        for (var step = 0; step < steps; step++)
        {
            // Exact modes [DMD]: one application of the map is the step from X to Y, which also reaches the last snapshot.
            var combination = toColumns * (shapes * state).Real();
            for (var a = 0; a < combination.Count; a++) weights[step, delays + a] = combination[a];
            // What the constant coordinate has lost to truncation is made up by the window's mean.
            var missing = (1 - combination.Sum()) / window;
            for (var j = 0; j < window; j++) weights[step, j] += missing;
            for (var k = 0; k < factors.Length; k++) state[k] *= factors[k];
        }

        return weights;
    }

    // MathNet returns the real and the imaginary part of a conjugate pair in two columns, the positive eigenvalue first.
    static Matrix<Complex> Shapes(Evd<double> modes)
    {
        var parts = modes.EigenVectors;
        return Matrix<Complex>.Build.Dense(parts.RowCount, parts.ColumnCount, (i, k) => modes.EigenValues[k].Imaginary switch
        {
            0 => new Complex(parts[i, k], 0),
            > 0 => new Complex(parts[i, k], parts[i, k + 1]),
            _ => new Complex(parts[i, k - 1], -parts[i, k]),
        });
    }
}
