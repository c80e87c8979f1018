using System.Text.Json;
using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Models;

/// <summary>The generator of latents, part by part and as a whole.</summary>
static class EnmaCases
{
    static readonly Arithmetic Single = new();

    public static IEnumerable<CodecCase> All =>
    [
        .. Configs.SelectMany(one => Parts(one.Key, one.Value)),
        .. Configs.SelectMany(one => new[] { Loss(one.Key, one.Value), Loss(one.Key + ", context", one.Value, 3, 1) }),
    ];

    /// <summary>Small sizes in one, two and three dimensions.</summary>
    public static Dictionary<string, EnmaConfig> Configs => new()
    {
        ["1-D"] = Plane with { Sites = [6], Patch = [1], Conditions = 1, FlowTarget = FlowTarget.Data },
        ["2-D"] = Plane,
        ["2-D, time bias"] = Plane with { TimeBias = 3, FlowTarget = FlowTarget.Data, Expansion = 4 },
        ["3-D"] = Plane with { Sites = [2, 4, 3], Patch = [1, 2, 3], Width = 18, Heads = 3, FlowBlocks = 3 },
    };

    public static EnmaConfig Plane => new()
    {
        Sites = [6, 4],
        Latent = 5,
        Conditions = 2,
        Width = 16,
        Heads = 2,
        TimeDepth = 2,
        SpaceDepth = 2,
        FlowWidth = 12,
        FlowBlocks = 2,
        FlowDraws = 3,
    };

    /// <summary>A network somewhere a training might have led.</summary>
    public static EnmaNetwork Network(EnmaConfig config, string seed = "enma") => CodecCase.Drawn(new EnmaNetwork(config), seed);

    /// <summary>The same with what it needs to understand latents; a run's Reynolds number may be told.</summary>
    public static EnmaModel Model(EnmaConfig config, string codecSha256 = "none")
    {
        using var scope = NewDisposeScope();
        var scaling = LatentScaling.Of([CodecCase.Draw("scaling", 40, config.SiteCount, config.Latent) * 3 + 1]);
        var model = new EnmaModel(config with { Conditions = 4 }, scaling, new([new("Re", true, 4.7, 0.3)]), codecSha256, 0.8);
        CodecCase.Drawn(model.Network, "saved");
        return model;
    }

    public static EnmaClip Clip(EnmaConfig config, string seed, int clips, int frames, params int[] context)
    {
        var grid = new TokenGrid(config.Sites, config.Patch, config.Latent);
        return new(Frames(seed, frames), CodecCase.Draw(seed + "c", clips, config.Conditions)) { Context = [.. context.Select((count, i) => Frames($"{seed}{i}", count))] };

        Tensor Frames(string name, int count) => CodecCase.Draw(name, clips, count, grid.Sites, config.Latent);
    }

    static IEnumerable<CodecCase> Parts(string name, EnmaConfig config)
    {
        var grid = new TokenGrid(config.Sites, config.Patch, config.Latent);
        var (text, width, tokens, numbers) = (Text(config), config.Width, grid.Tokens, grid.Numbers);
        var code = $"space_code([{string.Join(", ", config.Sites)}], [{string.Join(", ", config.Patch)}], {width}), {numbers}";

        var time = new CausalTimeTransformer(config, grid, Single);
        var frames = Inputs(name, ("frames", [2, 4, tokens, width]), ("conditions", [2, width]));
        yield return new($"time {name}", $"CausalTimeTransformer({text}, {code})|frames, conditions", frames, CodecCase.Drawn(time, name), () => [time.call(frames["frames"], frames["conditions"], null)]);

        var space = new MaskedSpatialTransformer(config, grid, Single);
        var parts = Inputs(name, ("dynamics", [3, tokens, width]), ("tokens", [3, tokens, numbers]), ("conditions", [3, width]));
        parts["masked"] = Masked(name, 3, tokens);
        yield return new($"space {name}", $"MaskedSpatialTransformer({text}, {code})|dynamics, tokens, masked, conditions", parts, CodecCase.Drawn(space, name),
            () => [space.call(parts["dynamics"], parts["tokens"], parts["masked"].to(ScalarType.Bool), parts["conditions"])]);

        var flow = new TokenFlowHead(config, grid, Single);
        var path = Inputs(name, ("known", [5, width]), ("noise", [5, numbers]), ("r", [5]));
        yield return new($"flow {name}", $"TokenFlowHead({text}, {numbers})|noise, r, known", path, CodecCase.Drawn(flow, name), () => [flow.call(path["noise"], path["r"], path["known"])]);

        var sampled = Inputs(name, ("known", [5, width]), ("noise", [5, numbers]));
        yield return new($"sample {name}", $"FlowSample({text}, {numbers})|known, noise, 4", sampled, flow, () => [flow.Sample(sampled["known"], sampled["noise"], 4)]);
    }

    static CodecCase Loss(string name, EnmaConfig config, params int[] context)
    {
        var (network, clip) = (Network(config, name), Clip(config, name, 2, 3, context));
        var (tokens, numbers, all) = (network.Grid.Tokens, network.Grid.Numbers, 3 + context.Sum());
        var inputs = Inputs(name, ("history_noise", [2, all, tokens, numbers]), ("flow_noise", [config.FlowDraws, 2 * 3 * tokens, numbers]));
        inputs["level"] = tensor([0.02f, 0.17f], [2L]).requires_grad_();
        inputs["flow_times"] = (CodecCase.Draw(name + "r", config.FlowDraws, 2 * 3 * tokens) * 0.49 + 0.5).requires_grad_();
        inputs["masked"] = Masked(name, 2 * 3, tokens);
        inputs["frames"] = clip.Frames.requires_grad_();
        inputs["conditions"] = clip.Conditions.requires_grad_();
        var others = clip.Context.Select((frames, i) => (Name: $"context{i}", frames)).ToArray();
        foreach (var (other, frames) in others) inputs[other] = frames.requires_grad_();
        var python = $"EnmaNetwork({Text(config)})|frames, conditions, level, history_noise, masked, flow_noise, flow_times{string.Concat(others.Select(other => ", " + other.Name))}";
        return new($"loss {name}", python, inputs, network, () => [network.Loss(clip, new(inputs["level"], inputs["history_noise"], inputs["masked"].to(ScalarType.Bool), inputs["flow_noise"], inputs["flow_times"]))]);
    }

    static string Text(EnmaConfig config) => $"json.loads('{JsonSerializer.Serialize(config)}')";

    static Dictionary<string, Tensor> Inputs(string seed, params (string Name, long[] Shape)[] inputs) =>
        inputs.ToDictionary(one => one.Name, one => (one.Name == "r" ? CodecCase.Draw(seed + one.Name, one.Shape) * 0.5 + 0.5 : CodecCase.Draw(seed + one.Name, one.Shape)).requires_grad_());

    static Tensor Masked(string seed, long frames, long tokens) => (CodecCase.Draw(seed + "m", frames, tokens) > -0.5).to(ScalarType.Int64);
}
