using System.Numerics;

namespace CfdBridge.Pipeline;

/// <summary>
/// The leading oscillation at the end of a window: the first pair of modes of a proper orthogonal decomposition of the
/// truth's last periods (method of snapshots: Sirovich 1987, part I, section 3), volume-weighted, each of unit variance, so
/// that the truth turns on a circle in their plane.
/// </summary>
sealed class Oscillation
{
    const int MostPeriods = 2;
    const int Iterations = 300;      // of the subspace; those that matter stand far above the third eigenvalue
    const double Roundness = 1e-3;   // least ratio of the pair's eigenvalues; below, the second is not of this motion
    const double LeastTurn = Math.PI; // in the last period, which would be twice that
    const double Coherence = 0.7;    // below, prediction and truth do not turn together; a straight drift reaches 0.55
    const double Still = 0.1;        // of the truth's amplitude: what moves less has an amplitude though it need not turn

    readonly int field;
    readonly double[] mean;
    readonly double[][] modes; // weighted by volume and scaled
    readonly Complex[] truth;
    readonly double turn;

    Oscillation(int field, double[] mean, double[][] modes, IReadOnlyList<Snapshot> lastPeriod)
    {
        (this.field, this.mean, this.modes) = (field, mean, modes);
        truth = Centred([.. lastPeriod.Select(snapshot => At(snapshot.Fields))]);
        turn = Enumerable.Range(1, truth.Length - 1).Sum(i => (truth[i] * Complex.Conjugate(truth[i - 1])).Phase);
    }

    /// <summary>Steps at the end that phase and amplitude are taken from: one period.</summary>
    public int Steps => truth.Length;

    /// <param name="snapshots">The truth.</param>
    /// <param name="field">A vector field.</param>
    /// <param name="period">Steps.</param>
    /// <returns>Null where the truth is shorter than a period or its leading modes do not turn.</returns>
    public static Oscillation? Of(IReadOnlyList<Snapshot> snapshots, int field, double period)
    {
        var periods = Math.Min(MostPeriods, Math.Floor(snapshots.Count / period + 1e-6));
        var steps = (int)Math.Round(period);
        if (periods < 1 || steps < 4) return null;
        Snapshot[] last = [.. snapshots.TakeLast((int)Math.Round(periods * period))];
        var shape = last[0].Fields[field];
        var mean = new double[shape.Rows * shape.Components];
        foreach (var snapshot in last)
        {
            var values = snapshot.Fields[field].ToSingle();
            for (var i = 0; i < mean.Length; i++) mean[i] += (double)values[i] / last.Length;
        }

        double[] weights = [.. last[0].Mesh.WeightsOf(shape.Association).SelectMany(weight => Enumerable.Repeat(weight, shape.Components))];
        double[][] departures = [.. last.Select(snapshot => snapshot.Fields[field].ToSingle().Select((value, i) => value - mean[i]).ToArray())];
        if (LeadingPair(departures, weights) is not { } pair) return null;
        double[][] modes = [.. pair.Select(vector => Mode(vector, departures, weights))];
        var found = new Oscillation(field, mean, modes, [.. last.TakeLast(steps)]);
        return Math.Abs(found.turn) > LeastTurn ? found : null;
    }

    /// <summary>Where a state stands in the plane of the pair.</summary>
    public Complex At(FieldSet fields)
    {
        var values = fields[field].ToSingle();
        var (x, y) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            x += modes[0][i] * (values[i] - mean[i]);
            y += modes[1][i] * (values[i] - mean[i]);
        }

        return new(x, y);
    }

    /// <summary>Degrees ahead of the truth, and amplitude over that of the truth, about the mean of the period.</summary>
    /// <param name="predicted">The last <see cref="Steps"/> states.</param>
    public (double? PhaseDegrees, double? Amplitude) Compare(IReadOnlyList<Complex> predicted)
    {
        var centred = Centred(predicted);
        var product = centred.Zip(truth, (p, t) => p * Complex.Conjugate(t)).Aggregate(Complex.Add);
        var (own, actual) = (Math.Sqrt(centred.Sum(Square)), Math.Sqrt(truth.Sum(Square)));
        if (product.Magnitude > Coherence * own * actual) return (Math.Sign(turn) * product.Phase * 180 / Math.PI, own / actual);
        return (null, own < Still * actual ? own / actual : null);
    }

    static double Square(Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;

    static Complex[] Centred(IReadOnlyList<Complex> states)
    {
        var middle = states.Aggregate(Complex.Add) / states.Count;
        return [.. states.Select(state => state - middle)];
    }

    // The mode that a vector over the snapshots stands for: its projection has unit variance over them.
    static double[] Mode((double[] Vector, double Eigenvalue) pair, double[][] departures, double[] weights)
    {
        var mode = new double[weights.Length];
        var scale = Math.Sqrt(departures.Length) / pair.Eigenvalue;
        for (var s = 0; s < departures.Length; s++)
        {
            for (var i = 0; i < mode.Length; i++) mode[i] += scale * pair.Vector[s] * weights[i] * departures[s][i];
        }

        return mode;
    }

    static (double[] Vector, double Eigenvalue)[]? LeadingPair(double[][] departures, double[] weights)
    {
        var n = departures.Length;
        var gram = new double[n][];
        for (var s = 0; s < n; s++)
        {
            gram[s] = new double[n];
            double[] weighted = [.. departures[s].Select((value, i) => weights[i] * value)];
            for (var t = 0; t <= s; t++) gram[s][t] = gram[t][s] = Dot(weighted, departures[t]);
        }

        // Orthogonal iteration, begun with two vectors that no motion is orthogonal to.
        double[][] basis = [.. Enumerable.Range(0, 2).Select(k => Enumerable.Range(0, n).Select(s => Math.Cos(1 + (k + 1) * 0.7 * s) + 0.3 * Math.Sin((k + 2.1) * s * s)).ToArray())];
        double[] eigenvalues = [0, 0];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            for (var k = 0; k < 2; k++)
            {
                basis[k] = [.. gram.Select(row => Dot(row, basis[k]))];
                if (k == 1)
                {
                    var along = Dot(basis[0], basis[1]);
                    basis[1] = [.. basis[1].Zip(basis[0], (value, other) => value - along * other)];
                }

                eigenvalues[k] = Math.Sqrt(Dot(basis[k], basis[k]));
                if (eigenvalues[k] <= Roundness * eigenvalues[0] || eigenvalues[k] == 0) return null;
                basis[k] = [.. basis[k].Select(value => value / eigenvalues[k])];
            }
        }

        return [(basis[0], eigenvalues[0]), (basis[1], eigenvalues[1])];
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
