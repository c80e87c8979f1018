namespace CfdBridge.Models;

/// <summary>
/// The weights with which neighbours make up the constant term of a weighted least squares quadratic. One instance
/// serves one thread.
/// </summary>
sealed class QuadraticFit
{
    const double Decay = 1.5;       // of the Gaussian at the distance of the middle neighbour: exp(-1.5)
    const double FarWeight = 1e-6;  // keeps the normal equations regular where all but a few points are far away
    const double LeastRidge = 1e-9; // for points in a row or on a lattice too small for a quadratic
    const double SlopeRidge = 0.02;
    const double CurvatureRidge = 0.1;

    readonly int dimensions;
    readonly int neighbours;
    readonly double ridge;
    readonly int terms;
    readonly double[] basis;   // [neighbours, terms]
    readonly double[] weights; // [neighbours]
    readonly double[] normal;  // [terms, terms], then its Cholesky factor
    readonly double[] spacing; // [dimensions], at the target
    readonly double[] first;   // [terms]: the first row of the inverse

    public QuadraticFit(int dimensions, int neighbours, double ridge)
    {
        this.dimensions = dimensions;
        this.neighbours = neighbours;
        this.ridge = Math.Max(ridge, LeastRidge);
        terms = 1 + dimensions + dimensions * (dimensions + 1) / 2;
        (basis, weights) = (new double[neighbours * terms], new double[neighbours]);
        (normal, first, spacing) = (new double[terms * terms], new double[terms], new double[dimensions]);
    }

    /// <param name="sources">Coordinates of all points [points, dimensions].</param>
    /// <param name="target">Where the value is wanted [dimensions].</param>
    /// <param name="nearest">Its neighbours, nearest first.</param>
    /// <param name="result">Filled with their weights.</param>
    public void Weigh(double[] sources, ReadOnlySpan<double> target, GradedGrid grid, ReadOnlySpan<int> nearest, Span<float> result)
    {
        for (var axis = 0; axis < dimensions; axis++) spacing[axis] = grid.Axes[axis].SpacingAt(target[axis]);
        var width = Math.Max(Distance(sources, target, nearest[neighbours / 2]), 1e-6); // in nodes: points may coincide
        var total = 0.0;
        for (var i = 0; i < neighbours; i++)
        {
            var row = basis.AsSpan(i * terms, terms);
            Fill(row, sources, target, nearest[i], width);
            var square = 0.0;
            for (var axis = 0; axis < dimensions; axis++) square += row[1 + axis] * row[1 + axis];
            total += weights[i] = Math.Exp(-Decay * square) + FarWeight;
        }

        Assemble(total);
        SolveForFirst();
        for (var i = 0; i < neighbours; i++)
        {
            var sum = 0.0;
            for (var term = 0; term < terms; term++) sum += basis[i * terms + term] * first[term];
            result[i] = (float)(sum * weights[i]);
        }
    }

    double Distance(double[] sources, ReadOnlySpan<double> target, int source)
    {
        var square = 0.0;
        for (var axis = 0; axis < dimensions; axis++) square += Math.Pow((sources[source * dimensions + axis] - target[axis]) / spacing[axis], 2);
        return Math.Sqrt(square);
    }

    void Fill(Span<double> row, double[] sources, ReadOnlySpan<double> target, int source, double width)
    {
        row[0] = 1;
        for (var axis = 0; axis < dimensions; axis++) row[1 + axis] = (sources[source * dimensions + axis] - target[axis]) / (spacing[axis] * width);
        var term = 1 + dimensions;
        for (var a = 0; a < dimensions; a++)
        {
            for (var b = a; b < dimensions; b++) row[term++] = row[1 + a] * row[1 + b];
        }
    }

    void Assemble(double total)
    {
        Array.Clear(normal);
        for (var i = 0; i < neighbours; i++)
        {
            var row = basis.AsSpan(i * terms, terms);
            for (var a = 0; a < terms; a++)
            {
                var scaled = weights[i] * row[a];
                for (var b = 0; b <= a; b++) normal[a * terms + b] += scaled * row[b];
            }
        }

        for (var term = 1; term < terms; term++) normal[term * terms + term] += ridge * (term <= dimensions ? SlopeRidge : CurvatureRidge) * total;
    }

    // Cholesky's factorisation in place, then the solution for the first unit vector.
    void SolveForFirst()
    {
        for (var a = 0; a < terms; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = normal[a * terms + b];
                for (var c = 0; c < b; c++) sum -= normal[a * terms + c] * normal[b * terms + c];
                normal[a * terms + b] = a == b ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / normal[b * terms + b];
            }
        }

        for (var a = 0; a < terms; a++)
        {
            var sum = a == 0 ? 1.0 : 0.0;
            for (var c = 0; c < a; c++) sum -= normal[a * terms + c] * first[c];
            first[a] = sum / normal[a * terms + a];
        }

        for (var a = terms - 1; a >= 0; a--)
        {
            var sum = first[a];
            for (var c = a + 1; c < terms; c++) sum -= normal[c * terms + a] * first[c];
            first[a] = sum / normal[a * terms + a];
        }
    }
}
