namespace CfdBridge.Pipeline;

/// <summary>Holds predicted states against the solver's own frames, by what any flow must keep.</summary>
sealed class PhysicsWatch
{
    const int Frames = 8;              // of the solver's own, at the end of the window
    const double MostContinuity = 10;  // times the solver's residual of interpolated velocities
    const double MostFactor = 2;       // of energy, up or down
    const double MostSlip = 2;         // times the slip of the solver's frames
    const double MostRange = 1.5;      // of what the solver has shown

    readonly List<Check> checks = [];

    PhysicsWatch()
    {
    }

    public static PhysicsWatch Of(Trajectory window)
    {
        var (watch, mesh) = (new PhysicsWatch(), window.Mesh);
        FieldSet[] frames = [.. window.Snapshots.TakeLast(Frames).Select(snapshot => snapshot.Fields)];
        if (window.Last.Fields.FirstOrDefault(field => field.Components == 3) is { } velocity)
        {
            var name = velocity.Name;
            var weights = mesh.WeightsOf(velocity.Association);
            watch.Add(new("kinetic energy", "m5/s2", $"half the volume integral of |{name}|²", 1 / MostFactor, MostFactor, state => Energy(state[name], weights)), frames);
            if (velocity.Association == FieldAssociation.Cell && mesh.Cells.Types.All(IsSolid))
            {
                var faces = FaceTable.Of(mesh);
                watch.Add(new("continuity", "1/s", $"rms over the volume of the net flux of {name} through each cell's faces, over its volume", 0, MostContinuity, state => Continuity.Residual(state[name], mesh, faces)), frames);
                if (WallSlip.Of(mesh, faces) is { } slip)
                    watch.Add(new("slip at walls", "m/s", $"rms over the area of the walls of |{name}| as a straight line through the two cells nearest to them has it there, where it must vanish", 0, MostSlip, state => slip.Rms(state[name])), frames);
            }
        }

        foreach (var field in window.Last.Fields.Where(field => field.Components == 1)) watch.AddRange(field.Name, window);
        return watch;
    }

    /// <summary>Adds the next predicted step.</summary>
    /// <returns>Whether all checks have held so far.</returns>
    public bool Add(FieldSet state)
    {
        foreach (var check in checks) check.Values.Add(check.Of(state));
        return checks.All(check => check.Holds);
    }

    public IReadOnlyList<PhysicsCheck> Finish() => [.. checks.Select(check => new PhysicsCheck(check.Name, check.Unit, check.Description, check.Solver, [.. check.Values], [.. check.Values.Select(check.Ratio)], check.Least, check.Most, check.Holds))];

    void Add(Check check, FieldSet[] frames)
    {
        var own = frames.Average(check.Of);
        if (own > 0) checks.Add(check with { Solver = own });
    }

    // A bounded scalar may not leave its bounds; what these are the solver has shown.
    void AddRange(string name, Trajectory window)
    {
        var (low, high) = (float.MaxValue, float.MinValue);
        foreach (var values in window.Snapshots.Select(snapshot => snapshot.Fields[name].ToSingle()))
        {
            low = Math.Min(low, values.Min());
            high = Math.Max(high, values.Max());
        }

        double range = high - low;
        if (!(range > 0)) return;
        checks.Add(new($"range of {name}", "", $"the range of {name} that the window and the step span together, over that of the window", 0, MostRange, state =>
        {
            var values = state[name].ToSingle();
            return (Math.Max(high, values.Max()) - Math.Min(low, values.Min())) / range;
        }) { Solver = 1 });
    }

    static double Energy(Field velocity, double[] weights)
    {
        var (values, sum) = (velocity.ToSingle(), 0.0);
        for (var i = 0; i < values.Length; i++) sum += weights[i / 3] * values[i] * values[i] / 2;
        return sum;
    }

    static bool IsSolid(CellType type) => type is CellType.Tetra or CellType.Voxel or CellType.Hexahedron or CellType.Wedge or CellType.Pyramid or CellType.PentagonalPrism or CellType.HexagonalPrism or CellType.Polyhedron;

    sealed record Check(string Name, string Unit, string Description, double Least, double Most, Func<FieldSet, double> Of)
    {
        public double Solver { get; init; }

        public List<double> Values { get; } = [];

        public bool Holds => Values.All(value => Ratio(value) is var ratio && ratio >= Least && ratio <= Most);

        public double Ratio(double value) => value / Solver;
    }
}

/// <summary>One thing that a flow must keep, predicted against the solver's own frames.</summary>
/// <param name="Name">Such as <c>continuity</c>.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Description">What it is, in words.</param>
/// <param name="Solver">Mean over the solver's last frames.</param>
/// <param name="Predicted">By lead.</param>
/// <param name="Ratio">By lead: predicted over the solver's.</param>
/// <param name="Least">Least ratio that passes.</param>
/// <param name="Most">Largest ratio that passes.</param>
/// <param name="Holds">Whether every step passes.</param>
public sealed record PhysicsCheck(string Name, string Unit, string Description, double Solver, IReadOnlyList<double> Predicted, IReadOnlyList<double> Ratio, double Least, double Most, bool Holds);
