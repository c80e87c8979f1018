namespace CfdBridge.Tests.Abstractions;

public sealed class CyclesTests
{
    const double Step = 0.05;

    [Fact]
    public void Cycles_of_a_sine_have_its_period_and_amplitude()
    {
        var cycles = Cycles.Of(Sampled(t => 3 + 0.5 * Math.Sin(2 * Math.PI * t / 6.2), 40));

        Assert.Equal(5, cycles.Amplitudes.Count);
        Assert.All(cycles.Amplitudes, amplitude => Assert.Equal(0.5, amplitude, 1e-3)); // 124 samples in a period miss the peak by 3e-4 at most
        Assert.All(Enumerable.Range(0, 5), cycle => Assert.Equal(6.2, cycles.Period(cycle), 1e-3));
    }

    [Fact]
    public void A_growing_oscillation_is_not_steady_before_it_has_settled()
    {
        var growing = Sampled(t => Math.Min(1, Math.Exp(0.15 * (t - 40))) * Math.Sin(t), 40);
        var settled = Sampled(t => Math.Min(1, Math.Exp(0.15 * (t - 40))) * Math.Sin(t), 100);
        var agree = new SteadyCriterion(Cycles: 3, Amplitude: 0.02, Period: 0.02);

        Assert.Null(Cycles.Of(growing).SteadySince(agree));
        Assert.InRange(Cycles.Of(settled).SteadySince(agree)!.Value, 40, 90); // it is settled from 40 on
        Assert.InRange(Cycles.Of(settled).SettledAt(1, 2 * Math.PI, agree)!.Value, 38, 45);
        Assert.Null(Cycles.Of(growing).SettledAt(1, 2 * Math.PI, agree));
    }

    [Fact]
    public void What_does_not_oscillate_has_no_cycles() => Assert.Empty(Cycles.Of(Sampled(t => Math.Exp(-t), 20)).Amplitudes);

    static QuantityHistory Sampled(Func<double, double> of, double end)
    {
        double[] times = [.. Enumerable.Range(0, (int)(end / Step)).Select(i => i * Step)];
        return new("lift", times, [.. times.Select(of)]);
    }
}
