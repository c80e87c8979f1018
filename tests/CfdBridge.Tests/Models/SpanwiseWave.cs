using CfdBridge.Models;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Models;

/// <summary>Smooth waves that travel along x over a box of 12 x 12 x 6, whose ends along z are joined.</summary>
static class SpanwiseWave
{
    public static readonly FlowChannels Channels = new([new("U", 0), new("U", 2), new("p", 0)]);

    public static readonly LinearCodecConfig Config = new() { GridNodes = [12, 12, 12], PatchNodes = 3, PatchCoefficients = 24, Latent = 16 };

    public static FlowRun Run((int X, int Y, int Z) cells)
    {
        var unit = Lattice.Of(cells, (_, _, _) => false, patches: (side, _) => side.Z == 0 ? ("outside", "patch") : (side.Z < 0 ? "front" : "back", "cyclic"));
        double[] stretch = [12.0 / cells.X, 12.0 / cells.Y, 6.0 / cells.Z];
        var mesh = new Mesh([.. unit.Points.Select((x, i) => x * stretch[i % 3])], unit.Cells, unit.Patches);
        return new("wave", mesh, 16, (start, count) => [.. Enumerable.Range(start, count).SelectMany(t => Enumerable.Range(0, mesh.CellCount).SelectMany(cell =>
            At(mesh.CellCentres[3 * cell], mesh.CellCentres[3 * cell + 1], mesh.CellCentres[3 * cell + 2], t)))]);
    }

    public static float[] At(double x, double y, double z, double t)
    {
        var (phase, turn) = (0.5 * x - 0.4 * t, 2 * Math.PI * z / 6);
        return [(float)(1 + 0.3 * Math.Sin(phase + 0.2 * y) * (1 + 0.3 * Math.Cos(turn))), (float)(0.2 * Math.Cos(phase) * Math.Sin(turn)), (float)(0.2 * Math.Sin(2 * phase + 0.1 * y) + 0.1 * Math.Cos(turn + phase))];
    }
}
