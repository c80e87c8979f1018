namespace CfdBridge.OpenFoam;

/// <summary>
/// Makes a flux that keeps mass in every cell, and changes it least: subtracts the gradient of the solution of Poisson's
/// equation with the cells' imbalance on the right [projection: Chorin, Math. Comp. 22, 1968]. Fluxes through held faces stay.
/// </summary>
/// <param name="held">Boundary faces whose flux is given [faces]; inner ones are never held.</param>
sealed class FluxProjection(PolyMesh mesh, FaceGeometry geometry, bool[] held)
{
    const double Tolerance = 1e-11; // of the right side; binary files keep 1e-16, and solvers ask for 1e-6 to 1e-10
    const int MostIterations = 20_000;

    readonly double[] conductance = [.. Enumerable.Range(0, mesh.Owner.Length).Select(face => held[face] ? 0 : geometry.Conductance(mesh, face))];

    /// <summary>Balances a flux in place [faces].</summary>
    public FluxBalance Balance(double[] flux)
    {
        var inner = mesh.Neighbour.Length;
        var (closed, global) = (true, Global(flux));
        for (var face = inner; face < conductance.Length; face++) closed &= conductance[face] == 0;
        var (largestBefore, meanBefore) = Imbalance(flux);
        if (closed) BalanceBoundary(flux);

        var (potential, iterations) = Solve(Outflow(flux), closed);
        for (var face = 0; face < flux.Length; face++)
        {
            if (conductance[face] == 0) continue;
            var beyond = face < inner ? potential[mesh.Neighbour[face]] : 0; // the potential is held at 0 behind free faces
            flux[face] -= conductance[face] * (beyond - potential[mesh.Owner[face]]);
        }

        var (largestAfter, meanAfter) = Imbalance(flux);
        return new(largestBefore, meanBefore, largestAfter, meanAfter, global, Global(flux), iterations);
    }

    // Nothing may change at the boundary, but what comes in has to go out: the outflow is scaled, as OpenFOAM's adjustPhi does.
    void BalanceBoundary(double[] flux)
    {
        var (inflow, outflow) = Through(flux);
        if (inflow == 0 || outflow == 0) return;
        for (var face = mesh.Neighbour.Length; face < flux.Length; face++)
        {
            if (flux[face] > 0) flux[face] *= inflow / outflow;
        }
    }

    (double In, double Out) Through(double[] flux)
    {
        var (inflow, outflow) = (0.0, 0.0);
        for (var face = mesh.Neighbour.Length; face < flux.Length; face++) (inflow, outflow) = (inflow + Math.Max(0, -flux[face]), outflow + Math.Max(0, flux[face]));
        return (inflow, outflow);
    }

    double Global(double[] flux)
    {
        var (inflow, outflow) = Through(flux);
        return Math.Max(inflow, outflow) is var most and > 0 ? Math.Abs(outflow - inflow) / most : 0;
    }

    (double Largest, double Mean) Imbalance(double[] flux)
    {
        var unit = flux.Where(value => value != 0).Select(Math.Abs).DefaultIfEmpty(1).Average();
        var net = Outflow(flux);
        return (net.Max(Math.Abs) / unit, net.Average(Math.Abs) / unit);
    }

    double[] Outflow(double[] flux)
    {
        var net = new double[mesh.CellCount];
        for (var face = 0; face < flux.Length; face++)
        {
            net[mesh.Owner[face]] += flux[face];
            if (face < mesh.Neighbour.Length) net[mesh.Neighbour[face]] -= flux[face];
        }

        return net;
    }

    // Conjugate gradients with the diagonal-based incomplete factorisation, as OpenFOAM's PCG with DIC. The matrix is that of
    // the sums over faces of conductance times difference, with its sign turned: positive definite.
    (double[] Potential, int Iterations) Solve(double[] outflow, bool closed)
    {
        var count = mesh.CellCount;
        var right = Array.ConvertAll(outflow, value => -value);
        if (closed) Centre(right); // else round-off keeps the singular system from having a solution
        var diagonal = Diagonal();
        var inverse = Factored(diagonal);
        var (x, r, z, p, ap) = (new double[count], right, new double[count], new double[count], new double[count]);
        var (norm, rz) = (Math.Sqrt(Dot(r, r)), 0.0);
        var iterations = 0;
        for (; iterations < MostIterations && Math.Sqrt(Dot(r, r)) > Tolerance * norm; iterations++)
        {
            Precondition(inverse, r, z);
            var next = Dot(r, z);
            var beta = iterations == 0 ? 0 : next / rz;
            rz = next;
            for (var i = 0; i < count; i++) p[i] = z[i] + beta * p[i];
            Multiply(diagonal, p, ap);
            var alpha = rz / Dot(p, ap);
            if (!double.IsFinite(alpha)) break;
            for (var i = 0; i < count; i++)
            {
                x[i] += alpha * p[i];
                r[i] -= alpha * ap[i];
            }
        }

        return (x, iterations);
    }

    double[] Diagonal()
    {
        var diagonal = new double[mesh.CellCount];
        for (var face = 0; face < conductance.Length; face++)
        {
            diagonal[mesh.Owner[face]] += conductance[face];
            if (face < mesh.Neighbour.Length) diagonal[mesh.Neighbour[face]] += conductance[face];
        }

        for (var cell = 0; cell < diagonal.Length; cell++) diagonal[cell] = diagonal[cell] > 0 ? diagonal[cell] : 1;
        return diagonal;
    }

    void Multiply(double[] diagonal, double[] p, double[] into)
    {
        for (var i = 0; i < into.Length; i++) into[i] = diagonal[i] * p[i];
        for (var face = 0; face < mesh.Neighbour.Length; face++)
        {
            var (a, b) = (mesh.Owner[face], mesh.Neighbour[face]);
            into[a] -= conductance[face] * p[b];
            into[b] -= conductance[face] * p[a];
        }
    }

    // Faces are in the order of owners, so one sweep over them is one over the rows.
    double[] Factored(double[] diagonal)
    {
        var factor = (double[])diagonal.Clone();
        for (var face = 0; face < mesh.Neighbour.Length; face++) factor[Math.Max(mesh.Owner[face], mesh.Neighbour[face])] -= conductance[face] * conductance[face] / factor[Math.Min(mesh.Owner[face], mesh.Neighbour[face])];
        for (var cell = 0; cell < factor.Length; cell++) factor[cell] = factor[cell] > 1e-3 * diagonal[cell] ? 1 / factor[cell] : 1 / diagonal[cell];
        return factor;
    }

    void Precondition(double[] inverse, double[] r, double[] z)
    {
        for (var i = 0; i < z.Length; i++) z[i] = inverse[i] * r[i];
        for (var face = 0; face < mesh.Neighbour.Length; face++)
        {
            var (low, high) = (Math.Min(mesh.Owner[face], mesh.Neighbour[face]), Math.Max(mesh.Owner[face], mesh.Neighbour[face]));
            z[high] += inverse[high] * conductance[face] * z[low];
        }

        for (var face = mesh.Neighbour.Length - 1; face >= 0; face--)
        {
            var (low, high) = (Math.Min(mesh.Owner[face], mesh.Neighbour[face]), Math.Max(mesh.Owner[face], mesh.Neighbour[face]));
            z[low] += inverse[low] * conductance[face] * z[high];
        }
    }

    static void Centre(double[] values)
    {
        var mean = values.Average();
        for (var i = 0; i < values.Length; i++) values[i] -= mean;
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
