namespace CfdBridge.Pipeline;

/// <summary>Errors of one engine from one origin, by lead.</summary>
/// <param name="OriginSeconds">Time of the last step that the engine saw.</param>
/// <param name="Leads">One entry for each predicted step.</param>
/// <param name="Sparsification">By field, at the last step.</param>
/// <param name="Signals">By signal, then lead: what was predicted less what came.</param>
sealed record OriginResiduals(double OriginSeconds, IReadOnlyList<StepResiduals> Leads, IReadOnlyList<double> Sparsification, IReadOnlyList<double[]> Signals)
{
    /// <summary>The same over another fluctuation.</summary>
    /// <param name="factors">By field: the old one over the new one.</param>
    public OriginResiduals Over(IReadOnlyList<double> factors) => this with
    {
        Leads = [.. Leads.Select(lead => lead with { Skills = [.. lead.Skills.Select((skill, f) => skill with { FluctuationError = skill.FluctuationError * factors[f] })] })],
    };
}

/// <summary>Errors of one predicted step.</summary>
/// <param name="Skills">By field.</param>
/// <param name="Scores">By field, then component: errors in units of the spread.</param>
sealed record StepResiduals(IReadOnlyList<LeadSkill> Skills, IReadOnlyList<ScoreHistogram[]> Scores)
{
    const int MostRows = 10_000; // a quantile over so many rows is good to one per cent

    /// <param name="mean">What was predicted.</param>
    /// <param name="unit">Of the spread.</param>
    /// <param name="truth">What came.</param>
    /// <param name="scales">By field: what errors are held against.</param>
    public static StepResiduals Of(int lead, FieldSet mean, FieldSet unit, Snapshot truth, IReadOnlyList<double> scales) => new(
        [.. truth.Fields.Select((field, f) => LeadSkill.Of(lead, mean[f], field, truth.Mesh, scales[f]))],
        [.. truth.Fields.Select((field, f) => Scored(mean[f], field, unit[f], truth.Mesh.WeightsOf(field.Association)))]);

    static ScoreHistogram[] Scored(Field predicted, Field truth, Field unit, double[] weights)
    {
        var (p, t, u, rows) = (predicted.ToSingle(), truth.ToSingle(), unit.ToSingle(), Sampled(truth.Rows));
        var (errors, units, own) = (new float[rows.Length], new float[rows.Length], Array.ConvertAll(rows, row => weights[row]));
        return
        [
            .. Enumerable.Range(0, truth.Components).Select(component =>
            {
                for (var k = 0; k < rows.Length; k++)
                {
                    var i = rows[k] * truth.Components + component;
                    (errors[k], units[k]) = (p[i] - t[i], u[i]);
                }

                var score = new ScoreHistogram();
                score.Add(errors, units, own);
                return score;
            }),
        ];
    }

    // The same rows at every call: of each piece of the mesh one, at a place in it that is left to chance.
    static int[] Sampled(int rows)
    {
        if (rows <= MostRows) return [.. Enumerable.Range(0, rows)];
        var chance = new Random(MostRows);
        return [.. Enumerable.Range(0, MostRows).Select(i => (int)((i + chance.NextDouble()) * rows / MostRows))];
    }
}
