namespace CfdBridge.OpenFoam;

/// <summary>What each field of the case starts from: the state, other fields of it, or the case itself.</summary>
sealed class StartingValues(FieldSet state, List<string> notes)
{
    const double Cmu = 0.09; // of the k-epsilon model [Launder and Spalding, Comput. Methods Appl. Mech. Eng. 3, 1974]

    static readonly string[] Positive = ["k", "epsilon", "omega", "nut", "nuTilda", "T", "rho", "R"];

    /// <summary>Values on the cells, and where they come from; null where the case's own file serves as it is.</summary>
    public (double[] Values, FieldOrigin Origin)? Of(string name, ElementType type, int cells)
    {
        if (state.TryGet(name, FieldAssociation.Cell, out var field))
        {
            if (field.Components != type.Components || field.Rows != cells)
                throw new CaseFormatException(name, $"the state has {field.Rows} rows of {field.Components}, the case needs {cells} of {type.Components}", "Is the state that of another mesh or field?");
            return (Clipped(name, field), FieldOrigin.State);
        }

        return name == "nut" ? Viscosity(cells) : null;
    }

    (double[], FieldOrigin)? Viscosity(int cells)
    {
        if (!state.TryGet("k", FieldAssociation.Cell, out var energy) || energy.Rows != cells) return null;
        var k = energy.ToDouble();
        if (state.TryGet("epsilon", FieldAssociation.Cell, out var dissipation))
        {
            notes.Add("nut: worked out from k and epsilon.");
            return (k.Zip(dissipation.ToDouble(), (a, b) => b > 0 ? Math.Max(0, Cmu * a * a / b) : 0).ToArray(), FieldOrigin.Derived);
        }

        if (!state.TryGet("omega", FieldAssociation.Cell, out var rate)) return null;
        notes.Add("nut: worked out from k and omega.");
        return (k.Zip(rate.ToDouble(), (a, b) => b > 0 ? Math.Max(0, a / b) : 0).ToArray(), FieldOrigin.Derived);
    }

    // Superpositions of positive fields may fall below zero, which no turbulence model survives.
    double[] Clipped(string name, Field field)
    {
        var values = field.ToDouble();
        var (low, high) = name.StartsWith("alpha.", StringComparison.Ordinal) ? (0, 1.0) : Positive.Contains(name) ? (Floor(values), double.PositiveInfinity) : (double.NegativeInfinity, double.PositiveInfinity);
        var outside = values.Count(value => value < low || value > high);
        if (outside == 0) return values;
        notes.Add($"{name}: {outside} of {values.Length} values were out of range and were clipped to {low:G3}{(double.IsFinite(high) ? $" and {high:G3}" : "")}.");
        return Array.ConvertAll(values, value => Math.Clamp(value, low, high));
    }

    static double Floor(double[] values) => values.Where(value => value > 0).DefaultIfEmpty(0).Min();
}
