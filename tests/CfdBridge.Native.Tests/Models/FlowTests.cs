using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class FlowTests
{
    const double Mean = 0.7;
    const double Deviation = 0.4;

    [Theory]
    [InlineData(FlowMethod.Midpoint)]
    [InlineData(FlowMethod.Heun)]
    [InlineData(FlowMethod.AdamsBashforth)]
    public void A_linear_field_is_followed_with_second_order(FlowMethod method)
    {
        using var scope = NewDisposeScope();
        var start = CodecCase.Draw("linear", 16).to(ScalarType.Float64);
        var end = start * Math.Exp(0.5 - 2);
        double Error(int steps) => (FlowSolver.Integrate((x, r) => (r - 2) * x, start, method, steps) - end).abs().max().item<double>();


        double[] errors = [Error(40), Error(80), Error(160)];


        Assert.InRange(errors[0] / errors[1], 3.6, 4.4); // 4 in the limit
        Assert.InRange(errors[1] / errors[2], 3.8, 4.2);
    }

    // From a standard normal to one of that mean and deviation the flow is linear: x_r = r m + sqrt((1 - r)^2 + (r s)^2) x_0.
    [Theory]
    [InlineData(FlowMethod.Midpoint)]
    [InlineData(FlowMethod.Heun)]
    [InlineData(FlowMethod.AdamsBashforth)]
    public void A_flow_between_normal_laws_ends_at_the_second_one(FlowMethod method)
    {
        using var scope = NewDisposeScope();
        var start = CodecCase.Draw("normal", 64).to(ScalarType.Float64) * 2;


        var end = FlowSolver.Integrate((x, r) => FlowMatching.Velocity(Predicted(x, r), x, r), start, method, 100);


        Assert.True(allclose(Mean + Deviation * start, end, atol: 1e-3)); // a hundred steps of second order
    }

    [Theory]
    [InlineData(FlowMethod.Midpoint, 20)]
    [InlineData(FlowMethod.Heun, 19)]
    [InlineData(FlowMethod.AdamsBashforth, 11)]
    public void Ten_steps_take_as_many_evaluations_as_the_method_says_none_of_them_at_the_end(FlowMethod method, int evaluations)
    {
        using var scope = NewDisposeScope();
        var times = new List<double>();


        FlowSolver.Integrate(
            (x, r) =>
            {
                times.Add(r);
                return x;
            },
            ones(1), method, 10);


        Assert.Equal(evaluations, times.Count);
        Assert.True(times.Max() < 0.96);
    }

    [Fact]
    public void A_path_leads_from_noise_to_data_and_its_velocity_is_their_difference()
    {
        using var scope = NewDisposeScope();
        var (x_0, x_1) = (CodecCase.Draw("noise", 3, 4, 2), CodecCase.Draw("data", 3, 4, 2));
        var r = tensor(new[] { 0, 0.25f, 1 });


        var path = FlowMatching.Path(x_0, x_1, r);


        Assert.True(allclose(x_0[0], path[0]));
        Assert.True(allclose(0.75 * x_0[1] + 0.25 * x_1[1], path[1]));
        Assert.True(allclose(x_1[2], path[2]));
        Assert.True(allclose(x_1[1] - x_0[1], FlowMatching.Velocity(x_1[1], path[1], 0.25), atol: 1e-6)); // float32, divided by 0.75
    }

    [Fact]
    public void The_loss_looks_at_unknown_frames_alone()
    {
        using var scope = NewDisposeScope();
        var (predicted, data) = (zeros(1, 4, 2, 3), zeros(1, 4, 2, 3));
        var mask = tensor(new[] { true, true, false, false }, [1, 4]);
        predicted[0, 0].add_(100);


        var (nothing, some) = (FlowMatching.Loss(predicted, data, mask, zeros(1)), FlowMatching.Loss(predicted, data + 1, mask, full(1, 0.5)));


        Assert.Equal(0, nothing.item<float>());
        Assert.Equal(4, some.item<float>(), 1e-5); // 1 / (1 - 0.5)^2
    }

    [Fact]
    public void Flow_times_follow_their_law()
    {
        var times = FlowMatching.DrawTimes(20000, new(4));

        Assert.All(times, r => Assert.InRange(r, 0, 1));
        Assert.Equal(0.2 * 0.1 + 0.8 * 0.0573, times.Count(r => r < 0.1) / 20000.0, 0.008); // normal law at (logit 0.1 + 0.3) / 1.2 = -1.58; five deviations of the count
        Assert.Equal(0.2 * 0.5 + 0.8 * 0.5987, times.Count(r => r < 0.5) / 20000.0, 0.018); // at 0.25
    }

    [Fact]
    public void Tasks_know_the_frames_that_they_say()
    {
        var random = new Random(3);
        for (var draw = 0; draw < 500; draw++)
        {
            var frames = random.Next(4, 24);
            bool[] forward = SegmentTasks.Mask(SegmentTask.Forward, frames, random), inverse = SegmentTasks.Mask(SegmentTask.Inverse, frames, random), between = SegmentTasks.Mask(SegmentTask.Interpolation, frames, random);
            Assert.True(forward[0] && !forward[^1] && forward.SequenceEqual(forward.OrderDescending()));
            Assert.True(inverse[^1] && !inverse[0] && inverse.SequenceEqual(inverse.Order()));
            Assert.InRange(between.Count(known => known), 2, frames - 2);
            Assert.DoesNotContain(true, SegmentTasks.Mask(SegmentTask.Unconditional, frames, random));
        }
    }

    [Fact]
    public void Tasks_come_as_often_as_their_shares_say()
    {
        var (tasks, random) = (new SegmentTasks(Forward: 0.6, Inverse: 0.05, Interpolation: 0.15, Unconditional: 0.2), new Random(5));
        var drawn = Enumerable.Range(0, 20000).Select(_ => tasks.Draw(random)).CountBy(task => task).ToDictionary(pair => pair.Key, pair => pair.Value / 20000.0);

        foreach (var (task, share) in new[] { (SegmentTask.Forward, 0.6), (SegmentTask.Inverse, 0.05), (SegmentTask.Interpolation, 0.15), (SegmentTask.Unconditional, 0.2) })
            Assert.Equal(share, drawn[task], 0.018); // five deviations of the count
    }

    // What is expected of x_1 when x_r is seen: for normal laws a line.
    static Tensor Predicted(Tensor x, double r)
    {
        var variance = (1 - r) * (1 - r) + r * r * Deviation * Deviation;
        return Mean + r * Deviation * Deviation / variance * (x - r * Mean);
    }
}
