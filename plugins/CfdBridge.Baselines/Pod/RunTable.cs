using static System.FormattableString;

namespace CfdBridge.Baselines;

/// <summary>Finished runs by the parameters in which they differ, and where among them a state is wanted.</summary>
/// <param name="Names">The parameters, in the order of names.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Places">Of each run its parameters, in units of their range over the runs [runs][parameters].</param>
/// <param name="Wanted">The same of the state [parameters].</param>
sealed record RunTable(IReadOnlyList<string> Names, IReadOnlyList<FinishedRun> Runs, double[][] Places, double[] Wanted)
{
    const double Slack = 1e-9; // of the range: round-off in parameters that were worked out

    /// <summary>Whether the state lies within the range of the runs in every parameter.</summary>
    public bool IsInside => Wanted.All(value => value is >= -Slack and <= 1 + Slack);

    /// <exception cref="EngineRefusedException">The runs cannot be told apart by what is known, or are none for this state.</exception>
    public static RunTable Of(StateRequest request)
    {
        // Two runs at the same parameters say the same of the state; the first counts.
        FinishedRun[] runs = [.. request.Runs.DistinctBy(run => string.Join(';', run.Parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Invariant($"{one.Key}={one.Value:R}"))))];
        if (runs.Length == 0) throw new EngineRefusedException("The library holds no finished run on this mesh.");
        string[] all = [.. runs.SelectMany(run => run.Parameters.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (request.Parameters.Keys.FirstOrDefault(name => !all.Contains(name)) is { } strange)
            throw new EngineRefusedException($"{strange}: no run of the library was captured with this parameter. {NearMatch.Hint(strange, all)}");
        if (runs.FirstOrDefault(run => all.Any(name => !run.Parameters.ContainsKey(name))) is { } bare)
            throw new EngineRefusedException($"{bare.Name}: it was captured without {all.First(name => !bare.Parameters.ContainsKey(name))}, which other runs of the library have. Capture it again with --set.");
        string[] names = [.. all.Where(name => runs.Select(run => run.Parameters[name]).Distinct().Count() > 1)];
        if (names.FirstOrDefault(name => !request.Parameters.ContainsKey(name)) is { } missing)
            throw new EngineRefusedException($"{missing}: the runs of the library differ in it, and it is not told. Tell it: --set {missing}=VALUE.");
        foreach (var name in all.Except(names))
        {
            if (request.Parameters.TryGetValue(name, out var value) && value != runs[0].Parameters[name])
                throw new EngineRefusedException(Invariant($"{name}: all runs of the library have {runs[0].Parameters[name]:G6}, {value:G6} is wanted. Capture runs at other values."));
        }

        double[] low = [.. names.Select(name => runs.Min(run => run.Parameters[name]))], wide = [.. names.Select((name, i) => runs.Max(run => run.Parameters[name]) - low[i])];
        double[] Place(IReadOnlyDictionary<string, double> parameters) => [.. names.Select((name, i) => (parameters[name] - low[i]) / wide[i])];
        return new(names, runs, [.. runs.Select(run => Place(run.Parameters))], Place(request.Parameters));
    }

    /// <summary>Distance of each run from the state.</summary>
    public double[] Distances() => [.. Places.Select(place => Distance(place, Wanted))];

    public static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>A run's parameters in words.</summary>
    public string Told(int run) => string.Join(", ", Names.Select(name => Invariant($"{name} = {Runs[run].Parameters[name]:G6}")));
}
