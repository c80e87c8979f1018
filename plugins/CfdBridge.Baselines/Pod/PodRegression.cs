using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace CfdBridge.Baselines;

/// <summary>
/// Proper orthogonal decomposition of the states, its coefficients regressed over the parameters by cubic radial functions
/// with a linear trend [POD: Sirovich, Q. Appl. Math. 45, 1987; regression: Powell, in Advances in Numerical Analysis II, 1992].
/// Serves any number of parameters.
/// </summary>
sealed class PodRegression(PodOptions options) : IStateWeights
{
    public (double[] Weights, string Note) Of(RunTable table, Func<double[,]> products)
    {
        if (table.Names.Count == 0) throw new EngineRefusedException("The runs differ in no parameter.");
        if (!table.IsInside) throw new EngineRefusedException($"{string.Join(", ", table.Names)}: outside of what the library holds, where a regression is not to be trusted.");
        var runs = table.Places.Length;
        if (runs < table.Names.Count + 2) throw new EngineRefusedException($"{runs} runs are too few for a regression over {table.Names.Count} parameter{(table.Names.Count > 1 ? "s" : "")}; {table.Names.Count + 2} are needed.");

        // Fluctuations about the mean state; modes are combinations of them, so all of it is about numbers of runs.
        var gram = Matrix<double>.Build.DenseOfArray(products());
        var centre = Matrix<double>.Build.DenseIdentity(runs) - (1.0 / runs);
        var modes = (centre * gram * centre).Evd(Symmetricity.Symmetric);
        var energies = modes.EigenValues.Select(value => Math.Max(0, value.Real)).ToArray();
        var total = energies.Sum();
        int[] kept = [.. Enumerable.Range(0, runs).OrderByDescending(i => energies[i]).Where(i => energies[i] > options.EnergyLeft * total && energies[i] > 1e-14 * total)];
        var regressed = Regression(table);
        var weights = Vector<double>.Build.Dense(runs, 1.0 / runs);
        foreach (var mode in kept)
        {
            // The coefficient of a mode in run j is root(energy) v_j; wanted at another place, as a weight on the runs' fluctuations it is v (v . regressed).
            var v = modes.EigenVectors.Column(mode);
            weights += v * v.DotProduct(regressed);
        }

        return ([.. weights], string.Create(CultureInfo.InvariantCulture, $"{kept.Length} modes of {runs} runs hold all but {(total > 0 ? Math.Max(0, 1 - kept.Sum(i => energies[i]) / total) : 0):E1} of what differs, regressed over {string.Join(", ", table.Names)}."));
    }

    // Weights on the values at the runs that give the value at the place that is wanted [runs].
    static Vector<double> Regression(RunTable table)
    {
        var (runs, trend) = (table.Places.Length, table.Names.Count + 1);
        var system = Matrix<double>.Build.Dense(runs + trend, runs + trend);
        var right = Vector<double>.Build.Dense(runs + trend);
        double[] Trend(double[] place) => [1, .. place];
        for (var i = 0; i < runs; i++)
        {
            for (var j = 0; j < runs; j++) system[i, j] = Math.Pow(RunTable.Distance(table.Places[i], table.Places[j]), 3);
            foreach (var (value, k) in Trend(table.Places[i]).Select((value, k) => (value, k))) system[i, runs + k] = system[runs + k, i] = value;
            right[i] = Math.Pow(RunTable.Distance(table.Places[i], table.Wanted), 3);
        }

        foreach (var (value, k) in Trend(table.Wanted).Select((value, k) => (value, k))) right[runs + k] = value;
        var solved = system.Solve(right).SubVector(0, runs);
        return solved.All(double.IsFinite) ? solved : throw new EngineRefusedException("Two runs have the same parameters, or all lie on a line: a regression over the parameters is not possible.");
    }
}
