using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class SegmentTuningTests
{
    [Theory]
    [InlineData(2.5, 3, true)]
    [InlineData(100, 20, false)]
    public void A_tuning_ends_at_its_time_limit_and_says_so(double limitSeconds, int steps, bool timedOut)
    {
        using var scope = NewDisposeScope();
        using var model = new SegmentModel(SegmentCases.Small(6, 4), LatentScaling.Of([Frames(0, 30)]), RunConditions.Of([]), "none", 1);
        CodecCase.Drawn(model.Network, "generator");
        var options = new TuningOptions { Steps = 20, Batch = 2, TimeLimit = TimeSpan.FromSeconds(limitSeconds) };

        var outcome = new SegmentTuning(model, options, new ASecondAStep()).Tune(new([Frames(0, 12)], Frames(0, 14), Frames(14, 3), null), RunKnowledge.None, seed: 1, default);

        Assert.Equal((steps, timedOut), (outcome.Steps, outcome.TimedOut));
    }

    static Tensor Frames(int first, int count) => CodecCase.Draw("frames", 40, 24, 3).narrow(0, first, count);

    // It is asked once at the start and once after every step.
    sealed class ASecondAStep : TimeProvider
    {
        long asked;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => asked++;
    }
}
