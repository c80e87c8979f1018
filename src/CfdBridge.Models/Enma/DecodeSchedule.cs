namespace CfdBridge.Models;

/// <summary>
/// Tokens that each decoding step makes of a frame. The paper prints floor(M cos^2(pi s / 2S)) as the number made at step
/// s, which does not sum to M; it is read as the number still masked after step s.
/// </summary>
public static class DecodeSchedule
{
    const double Rounding = 1e-9; // M cos^2(pi/3) is a whole number, and computed a little less

    /// <param name="tokens">M, tokens of a frame.</param>
    /// <param name="steps">S, at most; a step that would make nothing is left out.</param>
    /// <returns>Numbers that sum to M, each at least 1.</returns>
    public static IReadOnlyList<int> Counts(DecodeScheduleKind kind, int tokens, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        steps = Math.Min(steps, tokens);
        var counts = new List<int>();
        for (var (step, masked) = (1, tokens); step <= steps; step++)
        {
            var left = step == steps ? 0 : Masked(kind, tokens, (double)step / steps);
            if (kind == DecodeScheduleKind.Cosine) left = Math.Clamp(left, Math.Min(steps - step, masked - 1), masked - 1); // MAR: each step makes some
            if (masked > left) counts.Add(masked - left);
            masked = left;
        }

        return counts;
    }

    static int Masked(DecodeScheduleKind kind, int tokens, double done)
    {
        var cosine = Math.Cos(Math.PI / 2 * done);
        return (int)Math.Floor(tokens * (kind == DecodeScheduleKind.Cosine ? cosine : cosine * cosine) + Rounding);
    }
}
