using static System.FormattableString;

namespace CfdBridge.Pipeline;

/// <summary>Follows an interpolation while its steps are made, and draws up the report.</summary>
/// <param name="observed">The run's steps.</param>
/// <param name="mesh">What the fields stand on.</param>
/// <param name="parts">What is made of what.</param>
sealed class InterpolationRecorder(Trajectory observed, Mesh mesh, IReadOnlyList<InterpolatedPart> parts)
{
    static readonly string[] Caveats =
    [
        "Errors and intervals are those of what was left out of this run: they hold as far as what is asked for is like it.",
        "Intervals are marginal: they hold for the mesh as a whole and over many steps, not in each cell or at each instant.",
        "Errors are of the fluctuation over all observed steps.",
        "Everything is measured against the solver's own steps, on its own mesh: its errors are not seen.",
    ];

    // For errors over the fluctuation of a single value: rms over the mesh.
    readonly double[] scales = [.. observed.Last.Fields.Select((field, f) => WeightedNorm.ErrorScale(observed.Snapshots, f) / Math.Sqrt(observed.Mesh.WeightsOf(field.Association).Sum()))];
    readonly (List<double> Times, List<double>[] Widths)[] found = [.. parts.Select(_ => (new List<double>(), observed.Last.Fields.Select(_ => new List<double>()).ToArray()))];
    (double Width, InterpolatedStep? Step) widest = (double.NegativeInfinity, null);

    public void Add(int part, InterpolatedStep step)
    {
        var (times, widths) = found[part];
        times.Add(step.TimeSeconds);
        var sum = 0.0;
        for (var f = 0; f < scales.Length; f++)
        {
            widths[f].Add(scales[f] > 0 ? HalfWidth(step.Fields, f) / scales[f] : 0);
            sum += widths[f][^1];
        }

        if (sum > widest.Width) widest = (sum, step);
    }

    /// <summary>A state with the widest interval of all, beside the nearest that the solver wrote.</summary>
    public IReadOnlyList<SlicePicture> Pictures() => widest.Step is { } step ? [.. InterpolationPictures.Of(observed, mesh, step)] : [];

    /// <param name="kind">What was asked: see <see cref="WrittenInterpolation.Kind"/>.</param>
    /// <param name="asked">The same in words.</param>
    /// <param name="solverSteps">Steps written that are the solver's own.</param>
    /// <param name="seconds">What all took.</param>
    public WrittenInterpolation Finish(string casePath, string kind, string asked, int solverSteps, double seconds, ForecastOptions options)
    {
        string[] more = kind switch
        {
            WrittenInterpolation.Mesh => ["A cell that is left out lies farther from known ones than a place among all cells does: what comes is rather better than what was found. What the run's mesh does not resolve is not added."],
            WrittenInterpolation.Sensors => ["Other flows may give the same readings; what the engine knows of such flows decides between them."],
            _ => [],
        };
        return new(
            Headline(solverSteps), casePath, kind, asked, solverSteps + found.Sum(part => part.Times.Count), solverSteps, mesh.CellCount, parts.Sum(part => part.PlacesOutside), [.. parts.Select(Written)], [], [.. more, .. Caveats], seconds,
            new(TrustRecorder.VersionOf(), Models(part => part.Model), Models(part => part.ModelSha256), options.Seed, options.Members, options.Parameters, observed.Mesh.Id, TrustRecorder.HashOf(observed), observed.Count));
    }

    string Models(Func<InterpolatedPart, string> of) => string.Join(", ", parts.Select(of).Where(model => model.Length > 0).Distinct());

    string Headline(int solverSteps) => parts.Count == 0
        ? $"All {solverSteps} steps that were asked for are the solver's own."
        : string.Join(" ", parts.Select(part => Invariant($"{char.ToUpperInvariant(part.Name[0])}{part.Name[1..]}: {Share(part.Report.Engines[0].Score)} of the fluctuation to be expected, by {part.Engine}.")));

    static string Share(double value) => value < 0.1 ? Invariant($"{100 * value:G2} %") : Invariant($"{100 * value:0} %");

    WrittenPart Written(InterpolatedPart part, int number)
    {
        var skill = part.Report.Engines[0];
        return new(
            part.Name, part.Engine, part.Model, part.ModelSha256, part.Choice, part.Gap, skill.Score, found[number].Times, [.. observed.Last.Fields.Select((field, f) => Field(skill, field.Name, f, found[number].Widths[f]))],
            [.. part.Beside.Prepend(part.Report).Select(report => new ReportedTrials(report.LeftOut, [.. report.Engines.Select(Tried)]))], part.Notes);
    }

    // A field of which nothing was left out is expected to be as far off as the others.
    WrittenField Field(InterpolationSkill skill, string name, int f, IReadOnlyList<double> widths)
    {
        var own = skill.Fields.FirstOrDefault(field => field.Field == name);
        return new(name, scales[f], own?.Expected ?? skill.Score, own?.Coverage, widths);
    }

    static TriedEngine Tried(InterpolationSkill skill) => new(
        skill.Engine, skill.Refusal.Length > 0 || double.IsFinite(skill.Score) ? skill.Refusal : "What it makes is not finite.", double.IsFinite(skill.Score) ? skill.Score : null, skill.SecondsPerStep,
        double.IsFinite(skill.Score) ? [.. skill.ByGap.Select(one => new ErrorAt(one.Gap, one.Error))] : [],
        !double.IsFinite(skill.Score) ? [] : [.. skill.Errors.GroupBy(error => error.Field).Select(own =>
        {
            var field = skill.Fields.Single(one => one.Field == own.Key);
            return new TriedField(own.Key, own.Average(error => error.RelativeL2), own.Average(error => error.FluctuationError), field.Expected, field.Coverage,
                [.. own.GroupBy(error => error.Distance).OrderBy(same => same.Key).Select(same => new ErrorAt(same.Key, same.Average(error => error.FluctuationError)))]);
        })]);

    // Rms over the mesh of the lengths of a step's half widths; places without a volume, as of a cloud, count alike.
    double HalfWidth(FieldSet companions, int f)
    {
        var (low, high) = (companions[Companions.LowPlace(f)], companions[Companions.HighPlace(f)]);
        var (from, to, weights) = (low.ToSingle(), high.ToSingle(), mesh.WeightsOf(low.Association));
        var total = weights.Sum();
        var (sum, all) = (0.0, 0.0);
        for (var row = 0; row < low.Rows; row++)
        {
            var (weight, square) = (total > 0 ? weights[row] : 1, 0.0);
            for (var i = row * low.Components; i < (row + 1) * low.Components; i++) square += Math.Pow((to[i] - (double)from[i]) / 2, 2);
            (sum, all) = (sum + weight * square, all + weight);
        }

        return all > 0 ? Math.Sqrt(sum / all) : 0;
    }
}
