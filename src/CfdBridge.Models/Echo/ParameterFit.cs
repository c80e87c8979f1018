using static TorchSharp.torch;

namespace CfdBridge.Models;

// R trials · T frames · L sites · D latent numbers · C conditions
/// <summary>
/// Reads a run's parameters from its own frames by a trained segment generator: some known frames are hidden, foretold from
/// the others for many values of a parameter, and the value whose forecasts are nearest is the run's. The forecasts know
/// how the flow depends on the parameter, so nothing is trained for this. Where a value is expected it looks near it only,
/// hides only the newest frames, and leaves it for another that forecasts better by more than what is expected is uncertain.
/// Not of the paper, where a model has to work out within its forecast what nobody told it.
/// </summary>
/// <param name="shape">Geometry at the sites, scaled [1, L, G]; null for one shape.</param>
/// <param name="times">Of the frames, in the training's usual spacing [T].</param>
sealed class ParameterFit(SegmentModel model, Tensor? shape, float[] times)
{
    const double Reach = 2.25;          // deviations of the training runs' parameters on either side of their mean
    const int Coarse = 18;              // spacings over twice this
    const int Fine = 8;                 // spacings over two coarse ones
    const int Around = 2;               // spacings around what is expected
    const int Sweeps = 2;               // where several parameters are not told: each in turn, the others held
    const double Uncertain = 0.02;      // of an expected value
    const double Within = 2;            // of that, on either side
    const double Independent = 12;      // errors of the forecasts that count as independent of each other

    /// <param name="latents">Scaled; what stands at unknown frames is never looked at [T, L, D].</param>
    /// <param name="known">Which frames are known.</param>
    /// <param name="told">What is known of the run.</param>
    /// <param name="expected">Values that are likely, of parameters that are not told.</param>
    /// <returns>The parameters that are not told; those that are expected where fewer than two frames are known.</returns>
    public IReadOnlyDictionary<string, double> Of(Tensor latents, IReadOnlyList<bool> known, RunKnowledge told, IReadOnlyDictionary<string, double> expected)
    {
        RunCondition[] asked = [.. model.Conditions.Parameters.Where(one => !told.Parameters.ContainsKey(one.Name))];
        var hidings = Hidings(known);
        if (asked.Length == 0 || hidings.Length == 0) return expected.Where(one => asked.Any(other => other.Name == one.Key)).ToDictionary();
        using var scope = NewDisposeScope();
        var found = asked.ToDictionary(one => one.Name, one => expected.TryGetValue(one.Name, out var value) ? one.Normalised(value) : 0); // normalised
        for (var sweep = 0; sweep < (asked.Length > 1 ? Sweeps : 1); sweep++)
        {
            foreach (var one in asked)
            {
                Func<float[], double[]> Errors((bool[] Left, bool[] Hidden)[] hidden) => places => Tried(latents, hidden, [.. places.Select(place => Knowing(told, asked, found, one, place))]);
                if (expected.TryGetValue(one.Name, out var likely))
                {
                    found[one.Name] = Near(one.Normalised(likely), one.Normalised(likely * (1 + Uncertain)) - one.Normalised(likely), Errors(hidings[..1]));
                    continue;
                }

                var coarse = Lowest(-Reach, Reach, Coarse, Errors(hidings));
                found[one.Name] = Lowest(coarse - 2 * Reach / Coarse, coarse + 2 * Reach / Coarse, Fine, Errors(hidings));
            }
        }

        return asked.ToDictionary(one => one.Name, one => one.Value(found[one.Name]));
    }

    // The likeliest place, if errors are normal and what is expected is known to within a deviation.
    static float Near(float likely, float deviation, Func<float[], double[]> errors) => Lowest(likely - Within * deviation, likely + Within * deviation, Around, places =>
        [.. errors(places).Zip(places, (error, place) => Independent * Math.Log(Math.Max(error, double.Epsilon)) + Math.Pow((place - likely) / deviation, 2))]);

    // The later half of the known frames, the earlier one, every other one.
    static (bool[] Left, bool[] Hidden)[] Hidings(IReadOnlyList<bool> known)
    {
        int[] frames = [.. Enumerable.Range(0, known.Count).Where(frame => known[frame])];
        if (frames.Length < 2) return [];
        var half = frames.Length / 2;
        int[][] hidden = [frames[half..], frames[..half], [.. frames.Where((_, i) => i % 2 == 1)]];
        return [.. hidden.Select(of => (known.Select((one, frame) => one && !of.Contains(frame)).ToArray(), Enumerable.Range(0, known.Count).Select(of.Contains).ToArray()))];
    }

    static RunKnowledge Knowing(RunKnowledge told, RunCondition[] asked, Dictionary<string, float> found, RunCondition varied, float place) =>
        told with { Parameters = told.Parameters.Concat(asked.Select(one => KeyValuePair.Create(one.Name, one.Value(one == varied ? place : found[one.Name])))).ToDictionary() };

    // The vertex of the parabola through the lowest of evenly spaced errors and its neighbours.
    static float Lowest(double from, double to, int spacings, Func<float[], double[]> errors)
    {
        float[] places = [.. Enumerable.Range(0, spacings + 1).Select(i => (float)(from + (to - from) * i / spacings))];
        var at = errors(places);
        var lowest = Array.IndexOf(at, at.Min());
        if (lowest == 0 || lowest == spacings) return places[lowest];
        var (before, here, after) = (at[lowest - 1], at[lowest], at[lowest + 1]);
        return places[lowest] + (float)((places[1] - places[0]) * (before - after) / (2 * (before - 2 * here + after)));
    }

    // For each trial the sum of squared errors over all hidden frames.
    double[] Tried(Tensor latents, (bool[] Left, bool[] Hidden)[] hidings, RunKnowledge[] trials)
    {
        using var scope = NewDisposeScope();
        var rows = latents.unsqueeze(0).expand([trials.Length, .. latents.shape]);
        var at = tensor(times).unsqueeze(0).expand(trials.Length, times.Length);
        float[] vectors = [.. trials.SelectMany(trial => model.Conditions.Vector(trial, 0))];
        var told = tensor(vectors, [trials.Length, model.Conditions.Width]);
        var geometry = shape?.expand([trials.Length, .. shape.shape[1..]]);
        var errors = new double[trials.Length];
        foreach (var (left, hidden) in hidings)
        {
            var mask = tensor(left).unsqueeze(0).expand(trials.Length, left.Length);
            var foretold = FlowSampler.Mean(model.Network, new(rows, mask, at, told, geometry));
            var squares = ((foretold - rows).square() * tensor(hidden).reshape(1, -1, 1, 1)).sum([1, 2, 3]).data<float>().ToArray();
            for (var trial = 0; trial < errors.Length; trial++) errors[trial] += squares[trial];
        }

        return errors;
    }
}
