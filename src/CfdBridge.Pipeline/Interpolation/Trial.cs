namespace CfdBridge.Pipeline;

/// <summary>Something known that is held back, for engines to find.</summary>
/// <param name="Kept">What they see of the run.</param>
/// <param name="Target">What they are asked for.</param>
/// <param name="Truth">What they should find, one for each step of the target.</param>
/// <param name="Gap">For times: steps of the run from one known to the next across what is held back; else 1.</param>
sealed record Trial(Trajectory Kept, InterpolationTarget Target, IReadOnlyList<TrialTruth> Truth, int Gap = 1);

/// <summary>What one step of a trial should be.</summary>
/// <param name="Distance">From what is known, counted from 1: for times in steps of the run, else 1.</param>
/// <param name="Fields">Some or all of the fields, some or all of their rows.</param>
sealed record TrialTruth(int Distance, IReadOnlyList<FieldTruth> Fields);

/// <summary>Values of a field that were held back.</summary>
/// <param name="Field">Number of the field among those of a step.</param>
/// <param name="Name">Its name.</param>
/// <param name="Components">Numbers in a row.</param>
/// <param name="Rows">Which rows of the step these are; null for all.</param>
/// <param name="Values">Row-major [rows, components]; NaN where it is not known.</param>
/// <param name="Weights">Of the rows, for norms.</param>
/// <param name="Scale">What errors are held against: norm of the field's fluctuation over these rows.</param>
sealed record FieldTruth(int Field, string Name, int Components, int[]? Rows, float[] Values, double[] Weights, double Scale)
{
    /// <summary>Error of a step: its norm over that of the truth, and over the fluctuation.</summary>
    public (double Relative, double Fluctuation) Error(FieldSet step)
    {
        var values = step[Field].ToSingle();
        var (error, norm) = (0.0, 0.0);
        for (var i = 0; i < Values.Length; i++)
        {
            if (float.IsNaN(Values[i])) continue;
            var (weight, off) = (Weights[i / Components], (double)values[Place(i)] - Values[i]);
            error += weight * off * off;
            norm += weight * Values[i] * Values[i];
        }

        return (Ratio(Math.Sqrt(error), Math.Sqrt(norm)), Ratio(Math.Sqrt(error), Scale));
    }

    /// <summary>Where one of the values stands among a step's.</summary>
    public int Place(int value) => Rows is null ? value : Rows[value / Components] * Components + value % Components;

    static double Ratio(double error, double scale) => scale > 0 ? error / scale : error == 0 ? 0 : double.PositiveInfinity;
}
