using System.Globalization;

namespace CfdBridge.Pipeline;

/// <summary>Times that a user asks for: a list such as <c>1.05,1.15</c>, or <c>START:STEP:END</c>.</summary>
public sealed class WantedTimes
{
    const int Most = 100_000;

    readonly double[] list = [];
    readonly (double? Start, double Step, double? End)? range;

    /// <exception cref="UsageException">It is neither.</exception>
    public WantedTimes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        UsageException Wrong(string fact) => new($"--times {text}", fact, "Write a list, --times 1.05,1.15, or START:STEP:END, --times 1:0.05:2; START and END may be left out for the first and the last step.");
        double Number(string part) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Wrong($"\"{part}\" is no number");
        double? Perhaps(string part) => part.Length == 0 ? null : Number(part);
        var parts = text.Split(':');
        if (parts.Length == 3) range = (Perhaps(parts[0]), Number(parts[1]), Perhaps(parts[2]));
        else if (parts.Length == 1) list = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Number).Distinct().Order()];
        else throw Wrong("it has one colon");
        if (range is { Step: <= 0 }) throw Wrong("the step is not above 0");
        if (range is null && list.Length == 0) throw Wrong("it names no time");
    }

    /// <summary>The times, rising.</summary>
    /// <param name="first">Time of the first step there is.</param>
    /// <param name="last">Of the last.</param>
    /// <exception cref="UsageException">The range is empty, or has too many.</exception>
    public IReadOnlyList<double> Of(double first, double last)
    {
        if (range is not { } wanted) return list;
        var (start, end) = (wanted.Start ?? first, wanted.End ?? last);
        var steps = Math.Floor((end - start) / wanted.Step + 1e-6);
        if (steps is < 0 or > Most) throw new UsageException("--times", FormattableString.Invariant($"from {start:G8} to {end:G8} in steps of {wanted.Step:G8} are {Math.Max(0, steps + 1):F0} times"), $"Ask for 1 to {Most}.");
        return [.. Enumerable.Range(0, (int)steps + 1).Select(i => start + i * wanted.Step)];
    }
}
