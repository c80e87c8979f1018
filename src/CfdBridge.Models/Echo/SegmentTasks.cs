namespace CfdBridge.Models;

/// <summary>How often each task is trained, and which frames it knows.</summary>
/// <param name="Forward">Share of segments whose first frames are known.</param>
/// <param name="Inverse">Whose last frames are known.</param>
/// <param name="Interpolation">Whose ends, or some frames anywhere, are known.</param>
/// <param name="Unconditional">Of which nothing is known.</param>
public sealed record SegmentTasks(double Forward = 0.5, double Inverse = 0.2, double Interpolation = 0.15, double Unconditional = 0.15)
{
    /// <exception cref="ArgumentException">A share is negative, or all are zero.</exception>
    public void Validate()
    {
        if (!(Math.Min(Math.Min(Forward, Inverse), Math.Min(Interpolation, Unconditional)) >= 0) || !(Sum > 0)) throw new ArgumentException("Tasks: shares must not be negative, and one must be above zero.");
    }

    double Sum => Forward + Inverse + Interpolation + Unconditional;

    /// <summary>Draws a task by its share.</summary>
    public SegmentTask Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var at = random.NextDouble() * Sum;
        return at < Forward ? SegmentTask.Forward
            : at < Forward + Inverse ? SegmentTask.Inverse
            : at < Forward + Inverse + Interpolation ? SegmentTask.Interpolation
            : SegmentTask.Unconditional;
    }

    /// <summary>Draws the known frames of a task, true where known.</summary>
    public static bool[] Mask(SegmentTask task, int frames, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var mask = new bool[frames];
        switch (task)
        {
            case SegmentTask.Forward:
                mask.AsSpan(0, Context(frames, random)).Fill(true);
                break;
            case SegmentTask.Inverse:
                mask.AsSpan(frames - Context(frames, random)).Fill(true);
                break;
            case SegmentTask.Interpolation when random.Next(2) == 0:
                mask.AsSpan(0, random.Next(1, frames / 4 + 1)).Fill(true);
                mask.AsSpan(frames - random.Next(1, frames / 4 + 1)).Fill(true);
                break;
            case SegmentTask.Interpolation:
                int[] order = [.. Enumerable.Range(0, frames)];
                random.Shuffle(order);
                foreach (var frame in order[..random.Next(2, Math.Max(2, frames / 2 - 1) + 1)]) mask[frame] = true;
                break;
        }

        return mask;
    }

    // Half of the contexts have any length up to three quarters, half one of the two that forecasts mostly have.
    static int Context(int frames, Random random) => random.Next(2) == 0
        ? random.Next(1, 3 * frames / 4 + 1)
        : random.Next(2) == 0 ? (int)Math.Round(0.3 * frames) : frames / 2;
}
