namespace CfdBridge.Testing;

/// <summary>Decaying vortices [Taylor and Green] that a stream carries along: an exact solution of the equations, whatever the viscosity.</summary>
public static class CarriedVortices
{
    const double Stream = 0.6;

    /// <summary>One wavelength along two axes, one cell thick.</summary>
    public static Mesh Square(int cells, Lattice.Cells kind = Lattice.Cells.Hexahedra)
    {
        var unit = Lattice.Of((cells, cells, 1), (_, _, _) => false, kind);
        return new([.. unit.Points.Select(coordinate => coordinate * 2 * Math.PI / cells)], unit.Cells, unit.Patches);
    }

    public static Trajectory Of(Mesh mesh, double viscosity, double[] times) => Some.Trajectory(mesh, times, time =>
    {
        var decay = Math.Exp(-2 * viscosity * time);
        double X(int cell) => mesh.CellCentres[3 * cell] - Stream * time;
        double Y(int cell) => mesh.CellCentres[3 * cell + 1];
        return
        [
            Some.Vector("U", mesh.CellCount, cell => (Stream + decay * Math.Sin(X(cell)) * Math.Cos(Y(cell)), -decay * Math.Cos(X(cell)) * Math.Sin(Y(cell)), 0)),
            Some.Scalar("p", mesh.CellCount, cell => decay * decay / 4 * (Math.Cos(2 * X(cell)) + Math.Cos(2 * Y(cell)))),
        ];
    });
}
