using CfdBridge.Neural;

namespace CfdBridge.Tests.Neural;

public sealed class TimeStencilTests
{
    [Theory]
    [InlineData(0.1)]  // beside the first: one-sided
    [InlineData(3.05)]
    [InlineData(4.6)]
    [InlineData(7.4)]  // beside the last
    public void A_cubic_is_met_exactly_however_uneven_the_times(double time)
    {
        double[] times = [0, 0.9, 2.3, 3.1, 4.5, 4.8, 6, 7.5];

        var value = Value(TimeStencil.Of(times, time, 1), t => Cubic(times[t]));

        Assert.Equal(Cubic(time), value, 1e-4); // single precision, values up to 100
    }

    [Fact]
    public void A_time_that_is_given_is_taken_as_it_is_also_when_its_digits_were_cut()
    {
        double[] times = [0, 0.333333, 0.666667, 1];

        var stencil = TimeStencil.Of(times, 2.0 / 3, 1.0 / 3);

        Assert.Equal(2, stencil.First);
        Assert.Equal([1.0], stencil.Weights);
    }

    [Fact]
    public void Two_times_are_joined_by_a_line()
    {
        var value = Value(TimeStencil.Of([0, 2], 0.5, 2), t => 10 * t);

        Assert.Equal(2.5, value, 1e-6);
    }

    [Fact]
    public void Values_at_a_time_given_are_those_and_no_copy()
    {
        ReadOnlyMemory<float>[] given = [new float[] { 1, 2 }, new float[] { 3, 4 }];

        var at = TimeStencil.Of([0, 1], 1, 1).At(t => given[t]);

        Assert.True(at.Equals(given[1]));
    }

    [Fact]
    public void Many_values_at_once_are_each_by_itself_to_the_last_bit()
    {
        const int Values = 37; // no multiple of a vector's width
        double[] times = [0, 0.9, 2.3, 3.1];
        float[][] given = [.. times.Select((_, t) => Enumerable.Range(0, Values).Select(v => (float)Math.Sin(t + 0.3 * v)).ToArray())];
        var stencil = TimeStencil.Of(times, 1.7, 1);

        var at = stencil.At(t => given[t]).ToArray();

        for (var v = 0; v < Values; v++) Assert.Equal((float)Value(stencil, t => given[t][v]), at[v]);
    }

    static double Cubic(double t) => 0.5 * t * t * t - 2 * t * t + t + 3;

    static double Value(TimeStencil stencil, Func<int, double> given)
    {
        var values = new float[1];
        stencil.Apply(source => new[] { (float)given(source) }, values);
        return values[0];
    }
}
