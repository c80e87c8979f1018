using CfdBridge.Models;
using CfdBridge.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class SegmentGeneratorTests : IDisposable
{
    const double Rounding = 2e-4; // float32, a few chained segments, latents of order 1 unscaled by 1 / 3 and more
    const int Sites = 24;
    const int Latent = 3;

    static readonly GenerationRequest Draws = new() { Mode = GenerationMode.Draws, Members = 2, Seed = 7, Steps = 3 };

    readonly SegmentModel model = Some();
    readonly SegmentGenerator generator;
    readonly DisposeScope scope = NewDisposeScope();

    public SegmentGeneratorTests() => generator = new(model);

    [Theory]
    [InlineData(GenerationMode.Mean, FlowMethod.Heun)]
    [InlineData(GenerationMode.Draws, FlowMethod.Heun)]
    [InlineData(GenerationMode.Draws, FlowMethod.Midpoint)]
    [InlineData(GenerationMode.Draws, FlowMethod.AdamsBashforth)]
    public void The_same_seed_gives_the_same_latents_and_drawing_another_gives_others(GenerationMode mode, FlowMethod method)
    {
        var request = Draws with { Mode = mode, Members = mode == GenerationMode.Draws ? 2 : 1, Method = method };


        var (one, again, other) = (generator.Continue(Context(5), 9, request), generator.Continue(Context(5), 9, request), generator.Continue(Context(5), 9, request with { Seed = 8 }));


        Assert.Equal([request.Members, 9, Sites, Latent], one.shape);
        Assert.Equal(0, Apart(one, again));
        Assert.Equal(mode == GenerationMode.Draws, Apart(one, other) > 0.01);
    }

    [Fact]
    public void Members_differ_and_do_not_depend_on_how_many_there_are()
    {
        var (two, three) = (generator.Continue(Context(5), 9, Draws), generator.Continue(Context(5), 9, Draws with { Members = 3 }));

        Assert.True(Apart(two[0], two[1]) > 0.01);
        Assert.True(Apart(two, three.narrow(0, 0, 2)) < Rounding);
    }

    [Fact]
    public void More_noise_draws_what_follows_known_frames_farther_apart_and_leaves_what_follows_none()
    {
        double Spread(int known) => generator.Continue(Context(known), 6 - known, Draws with { Members = 12 }).std(0).mean().item<float>();
        var (narrow, alone) = (Spread(5), Spread(0));

        model.NoiseLevel = 2;

        Assert.True(Spread(5) > 1.3 * narrow);
        Assert.Equal(alone, Spread(0));
    }

    [Fact]
    public void A_flow_told_to_be_developed_is_drawn_from_the_noise_of_the_training()
    {
        Tensor Drawn(bool? developed) => generator.Continue(Context(5), 1, Draws with { Known = new() { Developed = developed } });
        var (developed, unsaid) = (Drawn(true), Drawn(null));

        model.NoiseLevel = 2;

        Assert.Equal(0, Apart(developed, Drawn(true)));
        Assert.True(Apart(unsaid, Drawn(null)) > 0.01);
    }

    [Fact]
    public void A_longer_horizon_begins_with_the_shorter_one()
    {
        var (longer, shorter) = (generator.Continue(Context(5), 20, Draws), generator.Continue(Context(5), 4, Draws));

        Assert.Equal(0, Apart(longer.narrow(1, 0, 4), shorter));
    }

    [Theory]
    [InlineData(GenerationMode.Mean)]
    [InlineData(GenerationMode.Draws)]
    public void Any_context_is_accepted_and_its_last_frames_count(GenerationMode mode)
    {
        var request = Draws with { Mode = mode, Members = 1 };
        var context = Context(40);


        var all = generator.Continue(context, 7, request);


        Assert.Equal(0, Apart(all, generator.Continue(context.narrow(0, 36, 4), 7, request))); // three quarters of six frames
        Assert.True(Apart(all, generator.Continue(context.narrow(0, 37, 3), 7, request)) > 1e-3);
        Assert.Equal([1, 7, Sites, Latent], generator.Continue(context.narrow(0, 0, 0), 7, request).shape);
    }

    [Fact]
    public void What_came_before_hangs_on_the_first_frames_and_is_told_in_time_order()
    {
        var later = Context(9);


        var (earlier, once) = (generator.Precede(later, 11, Draws), generator.Precede(later, 2, Draws));


        Assert.Equal([2, 11, Sites, Latent], earlier.shape);
        Assert.Equal(0, Apart(earlier.narrow(1, 9, 2), once)); // the frames next to what is known come first
        Assert.Equal(0, Apart(earlier, generator.Precede(later.narrow(0, 0, 4), 11, Draws)));
    }

    [Theory]
    [InlineData(GenerationMode.Mean)]
    [InlineData(GenerationMode.Draws)]
    public void Missing_frames_are_filled_and_known_ones_come_back_bit_for_bit(GenerationMode mode)
    {
        var (latents, request) = (Context(6), Draws with { Mode = mode, Members = 1, ContextNoise = 0.3 });
        bool[] known = [true, false, false, true, false, true];
        var hidden = latents.clone();
        foreach (var frame in new[] { 1, 2, 4 }) hidden[frame].fill_(double.NaN);


        var filled = generator.Fill(hidden, known, request)[0];


        foreach (var frame in new[] { 0, 3, 5 }) Assert.Equal(0, Apart(latents[frame], filled[frame]));
        Assert.True(filled.isfinite().all().item<bool>());
        Assert.True(Apart(filled, generator.Fill(hidden, known, request, [0, 2, 3, 7, 9, 10])[0]) > 1e-3); // uneven times
    }

    [Fact]
    public void Knowledge_of_the_run_and_of_its_state_changes_the_forecast()
    {
        Tensor With(RunKnowledge known) => generator.Continue(Context(4), 3, new() { Known = known });
        var plain = With(RunKnowledge.None);

        Assert.True(Apart(plain, With(new() { Parameters = new Dictionary<string, double> { ["Re"] = 100 } })) > 1e-3);
        Assert.True(Apart(plain, With(new() { Developed = true })) > 1e-3);
        Assert.True(Apart(With(new() { Developed = false }), With(new() { Developed = true })) > 1e-3);
        Assert.Contains("Did you mean \"Re\"?", Assert.Throws<ArgumentException>(() => With(new() { Parameters = new Dictionary<string, double> { ["re"] = 100 } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Throws<ArgumentException>(() => generator.Continue(zeros(4, 3, Latent), 3, new()));
        Assert.Throws<ArgumentException>(() => generator.Continue(Context(4), 3, new() { Members = 2 }));
        Assert.Throws<ArgumentException>(() => generator.Continue(Context(4), 3, new() { KeptFrames = 6 }));
        Assert.Throws<ArgumentException>(() => generator.Fill(Context(7), new bool[7], new()));
        model.Draws = false;
        Assert.Contains("--mixed-steps", Assert.Throws<UsageException>(() => generator.Continue(Context(4), 3, Draws)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_model_generates_the_same_and_knows_its_codec()
    {
        using var folder = new TempFolder();
        folder.Write("codec/weights.safetensors", "one codec");
        folder.Write("other/weights.safetensors", "another");
        using var mine = Some(CodecIdentity.Of(folder.At("codec")));
        mine.NoiseLevel = 1.4;
        var provenance = new TrainingProvenance("tests", "waves", ["slow"], ["fast"], 1, 0, new Dictionary<string, double>());
        SegmentModelFolder.Save(mine, folder.At("exact"), provenance, half: false);
        SegmentModelFolder.Save(mine, folder.At("half"), provenance);


        using var exact = SegmentModelFolder.Load(folder.At("exact"), folder.At("codec"));
        using var half = SegmentModelFolder.Load(folder.At("half"), folder.At("codec"));


        var known = new RunKnowledge { Parameters = new Dictionary<string, double> { ["Re"] = 100 } };
        var (before, after, rounded) = (Forecast(mine), Forecast(exact), Forecast(half));
        Assert.Equal(0, Apart(before, after));
        Assert.InRange(Apart(before, rounded), 1e-7, 0.05); // eleven bits of each weight
        Assert.Equal((true, 1.4, 0.8), (exact.Draws, exact.NoiseLevel, exact.FrameSeconds));
        Assert.Contains("another codec", Assert.Throws<CaseFormatException>(() => SegmentModelFolder.Load(folder.At("exact"), folder.At("other"))).Message, StringComparison.Ordinal);

        Tensor Forecast(SegmentModel one) => new SegmentGenerator(one).Continue(Context(4), 9, Draws with { Known = known });
    }

    [Fact]
    public void A_damaged_folder_is_refused()
    {
        using var folder = new TempFolder();
        var provenance = new TrainingProvenance("tests", "waves", ["slow"], ["fast"], 1, 0, new Dictionary<string, double>());
        SegmentModelFolder.Save(model, folder.At("model"), provenance);
        var (description, weights) = (File.ReadAllText(folder.At("model", "model.json")), File.ReadAllBytes(folder.At("model", "weights.safetensors")));


        folder.Write("model/model.json", description.Replace("\"width\": 24", "\"width\": 26", StringComparison.Ordinal));
        Assert.Throws<CaseFormatException>(() => SegmentModelFolder.Load(folder.At("model")));
        folder.Write("model/model.json", description.Replace("\"width\": 24", "\"width\": 48", StringComparison.Ordinal));
        Assert.Throws<CaseFormatException>(() => SegmentModelFolder.Load(folder.At("model")));
        folder.Write("model/model.json", description.Replace(SegmentModelDescription.ModelKind, "neural-codec", StringComparison.Ordinal));
        Assert.Throws<CaseFormatException>(() => SegmentModelFolder.Load(folder.At("model")));
        folder.Write("model/model.json", description);
        File.WriteAllBytes(folder.At("model", "weights.safetensors"), weights[..^8]);
        Assert.Throws<CaseFormatException>(() => SegmentModelFolder.Load(folder.At("model")));
    }

    public void Dispose()
    {
        scope.Dispose();
        model.Dispose();
    }

    static SegmentModel Some(string codec = "none")
    {
        using var scope = NewDisposeScope();
        var conditions = RunConditions.Of([new Dictionary<string, double> { ["Re"] = 60 }, new Dictionary<string, double> { ["Re"] = 200 }]);
        var model = new SegmentModel(SegmentCases.Small(6, 4), LatentScaling.Of([Context(30)]), conditions, codec, 0.8) { Draws = true };
        CodecCase.Drawn(model.Network, "generator");
        return model;
    }

    static Tensor Context(int frames) => CodecCase.Draw("context", 40, Sites, Latent).narrow(0, 0, frames);

    static double Apart(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}
