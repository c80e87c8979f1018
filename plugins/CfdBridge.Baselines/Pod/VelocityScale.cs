namespace CfdBridge.Baselines;

/// <summary>
/// Where one of the parameters is a velocity, fields are compared and added up in its units, and given back in those of the
/// state: at one geometry a velocity goes with it, a kinematic pressure and k with its square, epsilon with its cube.
/// </summary>
/// <param name="Name">The parameter; empty where none is a velocity.</param>
sealed record VelocityScale(string Name)
{
    static readonly string[] Velocities = ["U", "V", "Uin", "Uinf", "Uinlet", "velocity", "Velocity", "magUInf", "speed"];

    public static VelocityScale Of(RunTable table) =>
        new(table.Names.FirstOrDefault(name => Velocities.Contains(name) && table.Runs.All(run => run.Parameters[name] > 0)) ?? "");

    /// <summary>What a field is multiplied by on its way from one run to another.</summary>
    public double Factor(Field field, IReadOnlyDictionary<string, double> from, IReadOnlyDictionary<string, double> to) =>
        Name.Length == 0 || field.Dimensions is not { } units || !to.TryGetValue(Name, out var wanted) ? 1 : Math.Pow(wanted / from[Name], -units.Time);
}
