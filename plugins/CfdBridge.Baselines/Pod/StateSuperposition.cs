namespace CfdBridge.Baselines;

/// <summary>The states of finished runs, scaled to the velocity that is wanted and added up with a method's weights.</summary>
sealed class StateSuperposition(IStateWeights method) : IStateEngine
{
    public Task<PredictedState> PredictAsync(StateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Predict(request, cancellationToken), cancellationToken);
    }

    PredictedState Predict(StateRequest request, CancellationToken cancellationToken)
    {
        var table = RunTable.Of(request);
        var scale = VelocityScale.Of(table);
        var states = new Lazy<FieldSet>[table.Runs.Count];
        for (var i = 0; i < states.Length; i++)
        {
            var run = table.Runs[i];
            states[i] = new(() =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return ExpectNumbers(run, run.Final.Fields);
            });
        }

        double[] Scaled(int run, int field) => Common(states, run, field) is var own && scale.Factor(own, table.Runs[run].Parameters, request.Parameters) is var factor && factor != 1
            ? Array.ConvertAll(own.ToDouble(), value => factor * value)
            : Common(states, run, field).ToDouble();
        var fields = states[0].Value;
        var (weights, note) = method.Of(table, () => Products(request.Mesh, fields, table.Runs.Count, Scaled));
        var predicted = fields.Select((field, f) => new Field(field.Name, field.Association, field.Components, Sum(weights, run => Scaled(run, f)), field.Dimensions)).ToArray();
        return new(new(predicted), [note, .. scale.Name.Length > 0 ? new[] { $"Fields are scaled with the velocity {scale.Name}, by their units." } : []]);
    }

    static Field Common(Lazy<FieldSet>[] states, int run, int field)
    {
        var wanted = states[0].Value[field];
        return states[run].Value.TryGet(wanted.Name, wanted.Association, out var own) && own.Components == wanted.Components
            ? own
            : throw new EngineRefusedException($"{wanted.Name}: some runs of the library have this field and others have not. Capture them alike.");
    }

    // Of all fields together, each in units of its own size.
    static double[,] Products(Mesh mesh, FieldSet fields, int runs, Func<int, int, double[]> scaled)
    {
        var products = new double[runs, runs];
        for (var f = 0; f < fields.Count; f++)
        {
            var (weights, width) = (mesh.WeightsOf(fields[f].Association), fields[f].Components);
            double[][] values = [.. Enumerable.Range(0, runs).Select(run => scaled(run, f))];
            var own = new double[runs, runs];
            for (var i = 0; i < runs; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var sum = 0.0;
                    for (var at = 0; at < values[i].Length; at++) sum += weights[at / width] * values[i][at] * values[j][at];
                    own[i, j] = own[j, i] = sum;
                }
            }

            var unit = Enumerable.Range(0, runs).Sum(i => own[i, i]);
            for (var i = 0; i < runs * runs && unit > 0; i++) products[i / runs, i % runs] += own[i / runs, i % runs] / unit;
        }

        return products;
    }

    static double[] Sum(double[] weights, Func<int, double[]> values)
    {
        double[]? sum = null;
        for (var run = 0; run < weights.Length; run++)
        {
            if (weights[run] == 0) continue;
            var own = values(run);
            sum ??= new double[own.Length];
            for (var i = 0; i < sum.Length; i++) sum[i] += weights[run] * own[i];
        }

        return sum ?? throw new EngineRefusedException("The method gave no run any weight.");
    }

    static FieldSet ExpectNumbers(FinishedRun run, FieldSet fields)
    {
        var bad = fields.FirstOrDefault(field => Array.Exists(field.ToDouble(), value => !double.IsFinite(value)));
        return bad is null ? fields : throw new EngineRefusedException($"{run.Name}: its field {bad.Name} holds what is no number. Take the run out of the library.");
    }
}
