using MathNet.Numerics.LinearAlgebra;
using Complex = System.Numerics.Complex;

namespace CfdBridge.Baselines;

/// <summary>A linear map in r directions, taken apart into modes: the second half of [HODMD].</summary>
/// <remarks>
/// In real numbers throughout: a conjugate pair v, v* with amplitudes a, a* adds 2 Re(a) Re(v) - 2 Im(a) Im(v), so Re(v) and
/// Im(v) are columns of their own, as MathNet returns them, with 2 Re(a) and -2 Im(a) as their numbers.
/// </remarks>
sealed class DelayModel
{
    // c columns · r modes

    readonly int delays;
    readonly Matrix<double> shapes;         // [r, r]
    readonly double[] amplitudes;           // [r], of the shapes in the last column of the window
    readonly Lazy<double[][]> combinations; // [r][c - 1]: weights of the window's columns in each shape

    public DelayModel(Matrix<double> map, Vector<double> last, Matrix<double> toColumns, int delays)
    {
        this.delays = delays;
        var modes = map.Evd(Symmetricity.Asymmetric);
        Eigenvalues = [.. modes.EigenValues];
        shapes = modes.EigenVectors;
        amplitudes = shapes.Solve(last).ToArray();
        combinations = new(() => (toColumns * shapes).ToColumnArrays());
    }

    /// <summary>Factor per step of each mode; the one of a pair with the positive imaginary part first.</summary>
    public IReadOnlyList<Complex> Eigenvalues { get; }

    /// <summary>The oscillation that is strongest at the end of the window; 0 when nothing oscillates.</summary>
    public double StrongestPeriodSteps()
    {
        var (strongest, most) = (-1, 0.0);
        for (var k = 0; k < Eigenvalues.Count; k++)
        {
            if (Eigenvalues[k].Imaginary <= 0) continue;
            var strength = double.Hypot(shapes.Column(k).L2Norm(), shapes.Column(k + 1).L2Norm()) * double.Hypot(amplitudes[k], amplitudes[k + 1]);
            if (strength > most) (strongest, most) = (k, strength);
        }

        return strongest < 0 ? 0 : 2 * Math.PI / Eigenvalues[strongest].Phase;
    }

    /// <summary>
    /// Weights of the snapshots for each step after the fitted ones [steps, window]; not finite where the modes are too
    /// nearly alike to be told apart.
    /// </summary>
    public double[,] Weights(int window, int steps, EigenvalueLimit limit)
    {
        Complex[] factors = [.. Eigenvalues.Select(limit.Apply)];
        var (state, weights, combination) = ((double[])amplitudes.Clone(), new double[steps, window], new double[combinations.Value[0].Length]);
        for (var step = 0; step < steps; step++)
        {
            // Exact modes [DMD]: one application of the map is the step from X to Y, which also reaches the last snapshot.
            Array.Clear(combination);
            for (var k = 0; k < state.Length; k++) Rows.AddScaled(combination, combinations.Value[k], state[k]);
            for (var a = 0; a < combination.Length; a++) weights[step, delays + a] = combination[a];
            // What the constant coordinate has lost to truncation is made up by the window's mean.
            var missing = (1 - combination.Sum()) / window;
            for (var j = 0; j < window; j++) weights[step, j] += missing;
            Advance(state, factors);
        }

        return weights;
    }

    static void Advance(double[] state, Complex[] factors)
    {
        for (var k = 0; k < factors.Length; k++)
        {
            var (real, imaginary) = (factors[k].Real, factors[k].Imaginary);
            if (imaginary == 0)
            {
                state[k] *= real;
                continue;
            }

            (state[k], state[k + 1]) = (state[k] * real + state[k + 1] * imaginary, state[k + 1] * real - state[k] * imaginary);
            k++;
        }
    }
}
