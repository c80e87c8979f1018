namespace CfdBridge.Models;

// N cells · S resolved axes
/// <summary>
/// The terms of the momentum of every cell, summed over snapshots: those with friction left out, and the friction that a
/// viscosity of 1 would make. Boundary faces are left out, so cells there do not balance.
/// </summary>
sealed class MomentumTerms
{
    readonly int[] axes; // of the three, those that are resolved
    readonly int[] owners, neighbours;
    readonly double[] weights, areas, volumes, centres;
    readonly double[] rest;     // but for pressure, which is linear as friction is
    readonly double[] velocity; // mean over the window, for what is linear in it
    readonly double[] pressure;

    public MomentumTerms(Mesh mesh, FaceTable faces, ActiveAxes axes)
    {
        (this.axes, Axes) = ([.. axes.Axes], axes);
        (owners, neighbours, weights, areas) = (faces.Owners, faces.Neighbours, faces.Weights, faces.Areas);
        (volumes, centres) = (mesh.CellVolumes, mesh.CellCentres);
        (rest, velocity, pressure) = (new double[volumes.Length * axes.Count], new double[volumes.Length * axes.Count], new double[volumes.Length]);
    }

    public ActiveAxes Axes { get; }

    /// <param name="u">Velocity [N, 3].</param>
    /// <param name="p">Pressure over density [N].</param>
    /// <param name="share">Of the snapshot in an integral over time.</param>
    /// <param name="slope">The same of the window's derivative.</param>
    public void Add(float[] u, float[] p, double share, double slope)
    {
        var count = axes.Length;
        for (var cell = 0; cell < pressure.Length; cell++)
        {
            pressure[cell] += share * p[cell];
            for (var i = 0; i < count; i++)
            {
                velocity[cell * count + i] += share * u[3 * cell + axes[i]];
                rest[cell * count + i] -= slope * u[3 * cell + axes[i]] * volumes[cell]; // by parts
            }
        }

        for (var face = 0; face < owners.Length; face++)
        {
            var (owner, neighbour, weight) = (owners[face], neighbours[face], weights[face]);
            if (neighbour < 0) continue;
            var flux = 0.0;
            foreach (var axis in axes) flux += (weight * u[3 * owner + axis] + (1 - weight) * u[3 * neighbour + axis]) * areas[3 * face + axis];
            for (var i = 0; i < count; i++)
            {
                // What comes through less what the cell has: fluxes of interpolated velocities do not sum to nothing, the solver's do.
                var difference = u[3 * neighbour + axes[i]] - u[3 * owner + axes[i]];
                rest[owner * count + i] += share * flux * (1 - weight) * difference;
                rest[neighbour * count + i] += share * flux * weight * difference;
            }
        }
    }

    /// <summary>Both sums over each cell's volume, row-major [N, S].</summary>
    public (double[] Friction, double[] Others) ForEachMass()
    {
        var (count, friction, others, gradients) = (axes.Length, new double[rest.Length], (double[])rest.Clone(), Gradients());
        for (var face = 0; face < owners.Length; face++)
        {
            var (owner, neighbour, weight) = (owners[face], neighbours[face], weights[face]);
            if (neighbour < 0) continue;
            var (size, along) = (0.0, 0.0);
            foreach (var axis in axes)
            {
                size += areas[3 * face + axis] * areas[3 * face + axis];
                along += areas[3 * face + axis] * Apart(owner, neighbour, axis);
            }

            if (!(along > 0)) continue;
            var over = size / along; // area over distance, the rest of the area's direction from gradients
            var atFace = weight * pressure[owner] + (1 - weight) * pressure[neighbour];
            for (var i = 0; i < count; i++)
            {
                var through = over * (velocity[neighbour * count + i] - velocity[owner * count + i]);
                for (var j = 0; j < count; j++)
                {
                    var gradient = weight * gradients[(owner * count + i) * count + j] + (1 - weight) * gradients[(neighbour * count + i) * count + j];
                    through += gradient * (areas[3 * face + axes[j]] - over * Apart(owner, neighbour, axes[j]));
                }

                friction[owner * count + i] += through;
                friction[neighbour * count + i] -= through;
                others[owner * count + i] += atFace * areas[3 * face + axes[i]];
                others[neighbour * count + i] -= atFace * areas[3 * face + axes[i]];
            }
        }

        for (var i = 0; i < friction.Length; i++)
        {
            var volume = volumes[i / count];
            (friction[i], others[i]) = volume > 0 ? (friction[i] / volume, others[i] / volume) : (0, 0);
        }

        return (friction, others);
    }

    // Of the velocity, by its fluxes through the faces [N, S, S].
    double[] Gradients()
    {
        var (count, gradients) = (axes.Length, new double[volumes.Length * axes.Length * axes.Length]);
        for (var face = 0; face < owners.Length; face++)
        {
            var (owner, neighbour, weight) = (owners[face], neighbours[face], weights[face]);
            if (neighbour < 0) continue;
            for (var i = 0; i < count; i++)
            {
                var value = weight * velocity[owner * count + i] + (1 - weight) * velocity[neighbour * count + i];
                for (var j = 0; j < count; j++)
                {
                    gradients[(owner * count + i) * count + j] += value * areas[3 * face + axes[j]] / volumes[owner];
                    gradients[(neighbour * count + i) * count + j] -= value * areas[3 * face + axes[j]] / volumes[neighbour];
                }
            }
        }

        return gradients;
    }

    double Apart(int owner, int neighbour, int axis) => centres[3 * neighbour + axis] - centres[3 * owner + axis];
}
