namespace CfdBridge.Models;

// N cells · S resolved axes
/// <summary>
/// The terms of the momentum of every cell, summed over snapshots: those with friction left out, and the friction that a
/// viscosity of 1 would make. Boundary faces are left out, so cells there do not balance.
/// </summary>
sealed class MomentumTerms(Mesh mesh, FaceTable faces, ActiveAxes axes)
{
    readonly double[] rest = new double[mesh.CellCount * axes.Count];     // but for pressure, which is linear as friction is
    readonly double[] velocity = new double[mesh.CellCount * axes.Count]; // mean over the window, for what is linear in it
    readonly double[] pressure = new double[mesh.CellCount];

    public ActiveAxes Axes => axes;

    /// <param name="u">Velocity [N, 3].</param>
    /// <param name="p">Pressure over density [N].</param>
    /// <param name="share">Of the snapshot in an integral over time.</param>
    /// <param name="slope">The same of the window's derivative.</param>
    public void Add(float[] u, float[] p, double share, double slope)
    {
        for (var cell = 0; cell < mesh.CellCount; cell++)
        {
            pressure[cell] += share * p[cell];
            for (var i = 0; i < axes.Count; i++)
            {
                velocity[cell * axes.Count + i] += share * u[3 * cell + axes.Axes[i]];
                rest[cell * axes.Count + i] -= slope * u[3 * cell + axes.Axes[i]] * mesh.CellVolumes[cell]; // by parts
            }
        }

        for (var face = 0; face < faces.Owners.Length; face++)
        {
            var (owner, neighbour, weight) = (faces.Owners[face], faces.Neighbours[face], faces.Weights[face]);
            if (neighbour < 0) continue;
            var flux = 0.0;
            foreach (var axis in axes.Axes) flux += (weight * u[3 * owner + axis] + (1 - weight) * u[3 * neighbour + axis]) * faces.Areas[3 * face + axis];
            for (var i = 0; i < axes.Count; i++)
            {
                // What comes through less what the cell has: fluxes of interpolated velocities do not sum to nothing, the solver's do.
                var difference = u[3 * neighbour + axes.Axes[i]] - u[3 * owner + axes.Axes[i]];
                rest[owner * axes.Count + i] += share * flux * (1 - weight) * difference;
                rest[neighbour * axes.Count + i] += share * flux * weight * difference;
            }
        }
    }

    /// <summary>Both sums over each cell's volume, row-major [N, S].</summary>
    public (double[] Friction, double[] Others) ForEachMass()
    {
        var (friction, others, gradients) = (new double[rest.Length], (double[])rest.Clone(), Gradients());
        for (var face = 0; face < faces.Owners.Length; face++)
        {
            var (owner, neighbour, weight) = (faces.Owners[face], faces.Neighbours[face], faces.Weights[face]);
            if (neighbour < 0) continue;
            var (size, along) = (0.0, 0.0);
            foreach (var axis in axes.Axes)
            {
                size += faces.Areas[3 * face + axis] * faces.Areas[3 * face + axis];
                along += faces.Areas[3 * face + axis] * Apart(owner, neighbour, axis);
            }

            if (!(along > 0)) continue;
            var over = size / along; // area over distance, the rest of the area's direction from gradients
            var atFace = weight * pressure[owner] + (1 - weight) * pressure[neighbour];
            for (var i = 0; i < axes.Count; i++)
            {
                var through = over * (velocity[neighbour * axes.Count + i] - velocity[owner * axes.Count + i]);
                for (var j = 0; j < axes.Count; j++)
                {
                    var gradient = weight * gradients[(owner * axes.Count + i) * axes.Count + j] + (1 - weight) * gradients[(neighbour * axes.Count + i) * axes.Count + j];
                    through += gradient * (faces.Areas[3 * face + axes.Axes[j]] - over * Apart(owner, neighbour, axes.Axes[j]));
                }

                friction[owner * axes.Count + i] += through;
                friction[neighbour * axes.Count + i] -= through;
                others[owner * axes.Count + i] += atFace * faces.Areas[3 * face + axes.Axes[i]];
                others[neighbour * axes.Count + i] -= atFace * faces.Areas[3 * face + axes.Axes[i]];
            }
        }

        for (var i = 0; i < friction.Length; i++)
        {
            var volume = mesh.CellVolumes[i / axes.Count];
            (friction[i], others[i]) = volume > 0 ? (friction[i] / volume, others[i] / volume) : (0, 0);
        }

        return (friction, others);
    }

    // Of the velocity, by its fluxes through the faces [N, S, S].
    double[] Gradients()
    {
        var gradients = new double[mesh.CellCount * axes.Count * axes.Count];
        for (var face = 0; face < faces.Owners.Length; face++)
        {
            var (owner, neighbour, weight) = (faces.Owners[face], faces.Neighbours[face], faces.Weights[face]);
            if (neighbour < 0) continue;
            for (var i = 0; i < axes.Count; i++)
            {
                var value = weight * velocity[owner * axes.Count + i] + (1 - weight) * velocity[neighbour * axes.Count + i];
                for (var j = 0; j < axes.Count; j++)
                {
                    gradients[(owner * axes.Count + i) * axes.Count + j] += value * faces.Areas[3 * face + axes.Axes[j]] / mesh.CellVolumes[owner];
                    gradients[(neighbour * axes.Count + i) * axes.Count + j] -= value * faces.Areas[3 * face + axes.Axes[j]] / mesh.CellVolumes[neighbour];
                }
            }
        }

        return gradients;
    }

    double Apart(int owner, int neighbour, int axis) => mesh.CellCentres[3 * neighbour + axis] - mesh.CellCentres[3 * owner + axis];
}
