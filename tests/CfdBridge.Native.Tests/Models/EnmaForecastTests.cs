using CfdBridge.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class EnmaForecastTests : IDisposable
{
    const double Rounding = 1e-4; // float32, some frames after each other, latents of order 3

    readonly EnmaModel model = EnmaCases.Model(EnmaCases.Plane);
    readonly EnmaForecast forecast;
    readonly DisposeScope scope = NewDisposeScope();

    public EnmaForecastTests() => forecast = new(model);

    [Fact]
    public void Members_differ_and_depend_on_the_seed_but_not_on_how_many_there_are()
    {
        Tensor Made(int members, ulong seed) => forecast.Continue(Latents(3), 4, new() { Members = members, Seed = seed });


        var (two, three, other) = (Made(2, 7), Made(3, 7), Made(2, 8));


        Assert.Equal([2, 4, 24, 5], two.shape);
        Assert.True(Apart(two, three.narrow(0, 0, 2)) < Rounding);
        Assert.True(Apart(two[0], two[1]) > 0.01);
        Assert.True(Apart(two, other) > 0.01);
    }

    [Fact]
    public void Frames_come_of_a_context_alone_of_another_trajectory_alone_and_of_nothing()
    {
        var none = Latents(3).narrow(0, 0, 0);


        var (context, auxiliary, nothing) = (forecast.Continue(Latents(3), 2, new()), forecast.Continue(none, 2, new() { Auxiliary = [Latents(4)] }), forecast.Continue(none, 2, new()));


        Assert.All([context, auxiliary, nothing], made => Assert.Equal([1, 2, 24, 5], made.shape));
        Assert.All([context, auxiliary, nothing], made => Assert.True(made.isfinite().all().item<bool>()));
        Assert.True(Apart(auxiliary, nothing) > 1e-3);
        Assert.True(Apart(context, nothing) > 1e-3);
    }

    [Fact]
    public void Of_a_long_trajectory_the_stretch_is_seen_that_begins_like_the_run_chosen_anew_when_the_run_is_read_again()
    {
        var (other, context) = (Latents(30), Latents(30).narrow(0, 5, 3) + 0.01);
        Tensor Made(Tensor auxiliary, int beside, Tensor after, int frames, int memory) =>
            forecast.Continue(after, frames, new() { Auxiliary = [auxiliary], Sampling = new() { AuxiliaryFrames = beside, Memory = memory, HistoryNoise = 0 } });


        var (chosen, byHand) = (Made(other, 6, context, 2, 0), Made(other.narrow(0, 5, 6), 0, context, 2, 0));
        var (again, once) = (Made(other, 6, context, 5, 4), Made(other.narrow(0, 5, 6), 0, context, 5, 4));


        Assert.True(Apart(chosen, byHand) < Rounding);
        Assert.True(Apart(again.narrow(1, 0, 2), once.narrow(1, 0, 2)) < Rounding);
        Assert.True(Apart(again, once) > 1e-5); // it forgets after two frames; the same stretch gives the same bits
    }

    [Fact]
    public void Latents_are_scaled_for_the_network_and_back()
    {
        var context = Latents(3);
        using var random = new Generator(DrawSeeds.Of(seed: 7, member: 0, round: 0));
        var clip = new EnmaClip(model.Scaling.Scaled(context).unsqueeze(0), tensor(model.Conditions.Vector(new() { Parameters = new Dictionary<string, double> { ["Re"] = 100 } })).unsqueeze(0));
        var expected = model.Scaling.Unscaled(new EnmaGenerator(model.Network).Generate(clip, 2, [random])).squeeze(0);


        var made = forecast.Continue(context, 2, new() { Seed = 7, Known = new() { Parameters = new Dictionary<string, double> { ["Re"] = 100 } } });


        Assert.Equal(expected.data<float>().ToArray(), made.data<float>().ToArray());
        Assert.True(Apart(made, forecast.Continue(context, 2, new() { Seed = 7 })) > 1e-3); // Re not told
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        string Refused(Tensor context, EnmaRequest request) => Assert.Throws<ArgumentException>(() => forecast.Continue(context, 1, request)).Message;


        Assert.Contains("expected [frames, L=24, D=5], got [3, 23, 5]", Refused(Latents(3).narrow(1, 0, 23), new()), StringComparison.Ordinal);
        Assert.Contains("got [24, 5]", Refused(Latents(3), new() { Auxiliary = [Latents(3)[0]] }), StringComparison.Ordinal);
        Assert.Contains("kick: the model knows no such parameter", Refused(Latents(3), new() { Known = new() { Parameters = new Dictionary<string, double> { ["kick"] = 1 } } }), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => forecast.Continue(Latents(3), 1, new() { Members = 0 }));
    }

    public void Dispose()
    {
        scope.Dispose();
        model.Dispose();
    }

    static Tensor Latents(int frames) => CodecCase.Draw("context", frames, 24, 5) * 3 + 1;

    static double Apart(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}
