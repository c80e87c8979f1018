namespace CfdBridge.Models;

// T snapshots · N cells · F faces
/// <summary>
/// The kinematic viscosity of an incompressible, laminar run, found from its own velocity and pressure: the one with which
/// the momentum of its cells balances, du/dt + div(u u) + grad p = viscosity x lap u. In space as a finite-volume solver
/// sums it, fluxes interpolated linearly to the faces of the run's own mesh; in time against a window that is zero at both
/// ends, so that no snapshot is differentiated. Every cell away from the boundary counts alike.
/// </summary>
/// <param name="Viscosity">In the units of the run, m2/s as a rule.</param>
/// <param name="Explained">Share of the other terms' squares that friction explains: 1 where the balance comes out.</param>
public sealed record MomentumBalance(double Viscosity, double Explained)
{
    /// <summary>Snapshots that it takes at least: fewer do not follow a swing.</summary>
    public const int LeastSnapshots = 6;

    const int MostSnapshots = 24;
    const int LeastCells = 100;
    const double Gap = 2;              // times the last spacing
    const double LeastExplained = 0.9; // below this other forces act, or snapshots are too far apart
    const double Flat = 1e-6;          // of a face's area: what lies along no resolved axis

    /// <param name="faces">Of the run's mesh.</param>
    /// <param name="run">Its last snapshots are taken.</param>
    /// <returns>Null where the run is too short, has no such fields, or its balance does not come out.</returns>
    public static MomentumBalance? Of(Trajectory run, FaceTable faces)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(faces);
        var last = LastStretch(run.Snapshots);
        if (last.Length < LeastSnapshots || !last[0].Fields.TryGet("U", FieldAssociation.Cell, out var velocity) || velocity.Components != 3) return null;
        if (!last[0].Fields.TryGet("p", FieldAssociation.Cell, out var pressure) || pressure.Components != 1) return null;
        var terms = new MomentumTerms(run.Mesh, faces, ActiveAxes.Of(run.Mesh));
        foreach (var (snapshot, share, slope) in Window(last)) terms.Add(snapshot.Fields["U"].ToSingle(), snapshot.Fields["p"].ToSingle(), share, slope);
        return Solved(terms, Inner(run.Mesh, faces, terms.Axes));
    }

    // Without a gap: nothing is known of what happened there.
    static Snapshot[] LastStretch(IReadOnlyList<Snapshot> snapshots)
    {
        double Before(int i) => snapshots[i].TimeSeconds - snapshots[i - 1].TimeSeconds;
        var first = snapshots.Count - 1;
        while (first > 0 && snapshots.Count - first < MostSnapshots && Before(first) <= Gap * Before(snapshots.Count - 1)) first--;
        return [.. snapshots.Skip(first)];
    }

    // Trapezoids over (1 - s^2)^2, with s from -1 to 1, and its derivative.
    static IEnumerable<(Snapshot Snapshot, double Share, double Slope)> Window(Snapshot[] snapshots)
    {
        double[] times = [.. snapshots.Select(snapshot => snapshot.TimeSeconds)];
        var (middle, half) = ((times[^1] + times[0]) / 2, (times[^1] - times[0]) / 2);
        for (var t = 1; t < times.Length - 1; t++) // at both ends it is zero, and so is its derivative
        {
            var (s, width) = ((times[t] - middle) / half, (times[t + 1] - times[t - 1]) / 2);
            yield return (snapshots[t], width * Math.Pow(1 - s * s, 2), width * -4 * s * (1 - s * s) / half);
        }
    }

    // Least squares over cells and axes; the balance is of forces for each mass.
    static MomentumBalance? Solved(MomentumTerms terms, bool[] counts)
    {
        var (friction, rest) = terms.ForEachMass();
        var (both, squares, all, cells) = (0.0, 0.0, 0.0, 0);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (!counts[cell]) continue;
            cells++;
            for (var i = cell * terms.Axes.Count; i < (cell + 1) * terms.Axes.Count; i++)
            {
                both += friction[i] * rest[i];
                squares += friction[i] * friction[i];
                all += rest[i] * rest[i];
            }
        }

        if (cells < LeastCells || !(squares > 0) || !(all > 0)) return null;
        var found = new MomentumBalance(both / squares, both * both / (squares * all));
        return found is { Viscosity: > 0, Explained: >= LeastExplained } ? found : null;
    }

    // Two cells away from the boundary: what the solver knows there does not stand in the cells.
    static bool[] Inner(Mesh mesh, FaceTable faces, ActiveAxes axes)
    {
        var inner = new bool[mesh.CellCount];
        Array.Fill(inner, true);
        for (var face = 0; face < faces.Owners.Length; face++)
        {
            var area = faces.Areas.AsSpan(3 * face, 3);
            var along = 0.0;
            foreach (var axis in axes.Axes) along = Math.Max(along, Math.Abs(area[axis]));
            if (faces.Neighbours[face] < 0 && along > Flat * Math.Sqrt(area[0] * area[0] + area[1] * area[1] + area[2] * area[2])) inner[faces.Owners[face]] = false;
        }

        var outer = inner.Select(one => !one).ToArray();
        for (var face = 0; face < faces.Owners.Length; face++)
        {
            var (owner, neighbour) = (faces.Owners[face], faces.Neighbours[face]);
            if (neighbour < 0) continue;
            if (outer[owner]) inner[neighbour] = false;
            if (outer[neighbour]) inner[owner] = false;
        }

        return inner;
    }
}
