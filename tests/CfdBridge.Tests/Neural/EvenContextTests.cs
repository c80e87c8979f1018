using CfdBridge.Models;
using CfdBridge.Neural;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Neural;

public sealed class EvenContextTests
{
    static readonly FlowChannels Channels = new([new("p", 0)]);

    [Theory]
    [InlineData(12, 11, 2)] // 0 to 11: three oldest make no whole block
    [InlineData(5, 4, 1)]
    [InlineData(4, 3, 0)]
    public void It_ends_with_the_last_observed_snapshot_and_begins_with_one_and_whole_blocks(int snapshots, double last, int blocks)
    {
        var context = new EvenContext(Run(Enumerable.Range(0, snapshots).Select(i => (double)i)), Channels, 1, 4);

        Assert.Equal(blocks, context.Blocks);
        Assert.False(context.Interpolated);
        Assert.Equal(Enumerable.Range(0, context.Snapshots).Select(i => (float)(last - context.Snapshots + 1 + i)), First(context));
    }

    [Theory]
    [InlineData(12, 3, 3, 0)] // three whole blocks; what leads in the first is its own first snapshot
    [InlineData(13, 3, 3, 0)] // one to lead in
    [InlineData(11, 2, 2, 2)] // the oldest snapshots but one, which leads in, make no whole block
    [InlineData(3, 0, 1, 2)]  // no whole block: a frame from the last snapshot alone
    public void Where_only_whole_blocks_count_every_frame_is_one(int snapshots, int blocks, int frames, double first)
    {
        var context = new EvenContext(Run(Enumerable.Range(0, snapshots).Select(i => (double)i)), Channels, 1, 4, wholeBlocks: true);

        Assert.Equal((blocks, frames, 1 + 4 * blocks), (context.Blocks, context.Frames, context.Snapshots));
        Assert.Equal(first, First(context)[0]);
        Assert.Equal(Enumerable.Range(snapshots - 4 * blocks, 4 * blocks).Select(i => (float)i), First(context)[1..]);
    }

    [Fact]
    public void Another_spacing_becomes_that_of_the_training_runs()
    {
        var context = new EvenContext(Run([0, 0.7, 1.1, 2, 2.5, 3.4, 4.2]), Channels, 0.5, 4);

        Assert.True(context.Interpolated);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => 0.2 + 0.5 * i), First(context).Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5); // the field is its time; single precision
    }

    [Fact]
    public void Its_mean_is_that_of_its_snapshots()
    {
        var context = new EvenContext(Run([0, 0.7, 1.1, 2, 2.5, 3.4, 4.2]), Channels, 0.5, 4);

        var mean = context.Mean();

        Assert.Equal(First(context).Average(), mean.Values[0], 1e-5f); // single precision
    }

    [Fact]
    public void A_stretch_of_it_is_the_same_as_in_the_whole()
    {
        var context = new EvenContext(Run([0, 0.7, 1.1, 2, 2.5, 3.4, 4.2]), Channels, 0.5, 4);

        Assert.Equal(context.Values(0, 9)[(3 * 2)..(7 * 2)], context.Values(3, 4));
    }

    static float[] First(EvenContext context) => [.. context.Values(0, context.Snapshots).Where((_, i) => i % 2 == 0)];

    // Two cells; the field is its time in the first, and twice that in the second.
    static Trajectory Run(IEnumerable<double> times) => Some.Trajectory(Some.Mesh(), times, time => [Some.Scalar("p", 2, cell => time * (1 + cell))]);
}
