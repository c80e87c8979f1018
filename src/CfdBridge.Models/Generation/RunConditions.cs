namespace CfdBridge.Models;

/// <summary>
/// What is known of a run as the vector that a generator takes: every parameter, and whether the flow is developed, each
/// followed by a flag that says whether it is known at all; last the noise on the known latents.
/// </summary>
/// <param name="Parameters">Those that differ between the training runs.</param>
public sealed record RunConditions(IReadOnlyList<RunCondition> Parameters)
{
    const double NoiseScale = 5; // noise levels of up to 0.2 become numbers of up to 1

    /// <summary>Numbers of the vector.</summary>
    public int Width => KnownWidth + 1;

    /// <summary>Numbers of the vector without its last.</summary>
    public int KnownWidth => 2 * Parameters.Count + 2;

    /// <summary>From the parameters of each training run. One that never differs says nothing, and is left out.</summary>
    public static RunConditions Of(IReadOnlyList<IReadOnlyDictionary<string, double>> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new([.. runs.SelectMany(run => run.Keys).Distinct().Order(StringComparer.Ordinal).Select(name => Of(name, runs)).Where(one => one.Deviation > 0)]);
    }

    /// <summary>The parameters that follow from a run's viscosity, by name.</summary>
    public IReadOnlyDictionary<string, double> At(MomentumBalance balance)
    {
        ArgumentNullException.ThrowIfNull(balance);
        return Parameters.Where(one => one.TimesViscosity is not null).ToDictionary(one => one.Name, one => one.TimesViscosity!.Value / balance.Viscosity); // it is not null
    }

    /// <summary>The vector [<see cref="Width"/>].</summary>
    /// <param name="contextNoise">Level of the noise on the known latents, 0 to 1.</param>
    /// <exception cref="ArgumentException">A parameter is unknown to the model, or out of its range.</exception>
    public float[] Vector(RunKnowledge known, double contextNoise) => [.. Vector(known), (float)(NoiseScale * contextNoise)];

    /// <summary>The vector without its last number [<see cref="KnownWidth"/>], for a generator that is told of noise in another way.</summary>
    /// <exception cref="ArgumentException">A parameter is unknown to the model, or out of its range.</exception>
    public float[] Vector(RunKnowledge known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var unknown = known.Parameters.Keys.FirstOrDefault(name => Parameters.All(one => one.Name != name));
        if (unknown is not null) throw new ArgumentException($"{unknown}: the model knows no such parameter. {NearMatch.Hint(unknown, Parameters.Select(one => one.Name))}", nameof(known));
        var vector = new float[KnownWidth];
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (known.Parameters.TryGetValue(Parameters[i].Name, out var value)) (vector[2 * i], vector[2 * i + 1]) = (Parameters[i].Normalised(value), 1);
        }

        if (known.Developed is { } developed) (vector[^2], vector[^1]) = (developed ? 1 : 0, 1);
        return vector;
    }

    static RunCondition Of(string name, IReadOnlyList<IReadOnlyDictionary<string, double>> runs)
    {
        double[] values = [.. runs.Where(run => run.ContainsKey(name)).Select(run => run[name])];
        var logarithmic = values.All(value => value > 0);
        double[] told = logarithmic ? [.. values.Select(value => Math.Log(value))] : values;
        var mean = told.Average();
        var differs = values.Distinct().Count() > 1;
        return new(name, logarithmic, mean, differs ? Math.Sqrt(told.Average(value => (value - mean) * (value - mean))) : 0);
    }
}
