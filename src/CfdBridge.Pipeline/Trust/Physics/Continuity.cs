namespace CfdBridge.Pipeline;

/// <summary>
/// The discrete continuity residual: fluxes of the velocity, interpolated linearly to the faces of the case's own mesh,
/// summed over each cell and divided by its volume; rms over the volume, 1/s. Nothing passes through a wall; elsewhere
/// on the boundary the cell's own velocity does.
/// </summary>
static class Continuity
{
    public static double Residual(Field velocity, Mesh mesh, FaceTable faces)
    {
        var (u, net) = (velocity.ToSingle(), new double[mesh.CellCount]);
        for (var face = 0; face < faces.Owners.Length; face++)
        {
            if (faces.Walls[face]) continue;
            var (owner, neighbour, weight) = (faces.Owners[face], faces.Neighbours[face], faces.Weights[face]);
            var flux = 0.0;
            for (var axis = 0; axis < 3; axis++)
            {
                double value = u[3 * owner + axis];
                if (neighbour >= 0) value = weight * value + (1 - weight) * u[3 * neighbour + axis];
                flux += value * faces.Areas[3 * face + axis];
            }

            net[owner] += flux;
            if (neighbour >= 0) net[neighbour] -= flux;
        }

        var (squares, volume) = (0.0, 0.0);
        for (var cell = 0; cell < net.Length; cell++)
        {
            if (!(mesh.CellVolumes[cell] > 0)) continue;
            squares += net[cell] * net[cell] / mesh.CellVolumes[cell];
            volume += mesh.CellVolumes[cell];
        }

        return volume > 0 ? Math.Sqrt(squares / volume) : 0;
    }
}
