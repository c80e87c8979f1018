using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class AuxiliaryStretchTests
{
    const int Frames = 20;

    // A run whose every frame is another; 1 site, 2 numbers.
    static Tensor Run => stack([arange(0, Frames, ScalarType.Float32).reshape(-1, 1).sin(), arange(0, Frames, ScalarType.Float32).reshape(-1, 1)], -1);

    [Theory]
    [InlineData(5, 3, 6, 5)]
    [InlineData(0, 3, 6, 0)]
    [InlineData(16, 4, 6, 14)] // what followed is not known to the end
    [InlineData(5, 3, 99, 0)]  // all of it is wanted
    [InlineData(7, 9, 4, 12)]  // of a longer context the last frames
    public void It_begins_as_the_run_goes_and_shows_what_followed(int from, int seen, int wanted, int first)
    {
        using var scope = NewDisposeScope();
        var run = Run;

        var stretch = AuxiliaryStretch.Of(run, run.narrow(0, from, seen) + 0.1, wanted);

        Assert.Equal(run.narrow(0, first, Math.Min(wanted, Frames)).contiguous().data<float>().ToArray(), stretch.contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Without_a_context_it_is_the_last()
    {
        using var scope = NewDisposeScope();
        var run = Run;

        var stretch = AuxiliaryStretch.Of(run, run.narrow(0, 0, 0), 4);

        Assert.Equal(run.narrow(0, Frames - 4, 4).contiguous().data<float>().ToArray(), stretch.contiguous().data<float>().ToArray());
    }
}
