using static TorchSharp.torch;

namespace CfdBridge.Models;

// E members, or rows of other runs · T frames · L sites · D latent numbers · C conditions
/// <summary>
/// Latents in, latents out: whole segments at once, chained for any horizon, each beginning with the last frames of the
/// one before [ECHO, 3.2]. The same seed gives the same latents. What is given comes back as it was.
/// </summary>
public sealed class SegmentGenerator(SegmentModel model)
{
    /// <summary>What follows a run.</summary>
    /// <param name="context">Its frames so far, any number of them; none generates from the conditions alone [T, L, D].</param>
    /// <param name="frames">Frames wanted.</param>
    /// <returns>The new frames alone [E, frames, L, D].</returns>
    public Tensor Continue(Tensor context, int frames, GenerationRequest request) => Grown(context, frames, request, forward: true);

    /// <summary>What came before a run [ECHO's inverse task].</summary>
    /// <param name="later">Its frames from some time on [T, L, D].</param>
    /// <param name="frames">Frames wanted.</param>
    /// <returns>The earlier frames alone, in time order [E, frames, L, D].</returns>
    public Tensor Precede(Tensor later, int frames, GenerationRequest request) => Grown(later, frames, request, forward: false);

    /// <summary>What is missing of one segment: between its ends, before, after, or anywhere.</summary>
    /// <param name="latents">What stands at unknown frames is never looked at [T, L, D].</param>
    /// <param name="known">Which frames are known; they come back as they are.</param>
    /// <param name="timesSeconds">Of the frames, even or not; null for the usual spacing.</param>
    /// <returns>[E, T, L, D].</returns>
    public Tensor Fill(Tensor latents, IReadOnlyList<bool> known, GenerationRequest request, IReadOnlyList<double>? timesSeconds = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        Expect(latents, request);
        if (known.Count != latents.shape[0]) throw new ArgumentException($"known: expected one for each of {latents.shape[0]} frames, got {known.Count}.", nameof(known));
        if (timesSeconds is not null && timesSeconds.Count != known.Count) throw new ArgumentException($"timesSeconds: expected one for each of {known.Count} frames, got {timesSeconds.Count}.", nameof(timesSeconds));
        if (known.Count > model.Config.Frames) throw new ArgumentException($"latents: {known.Count} frames, a segment has {model.Config.Frames}. Fill a longer stretch in pieces, or continue from its beginning.", nameof(latents));
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        float[] times = [.. timesSeconds is null ? Even(known.Count, request) : timesSeconds.Select(time => (float)((time - timesSeconds[0]) / model.FrameSeconds))];
        var rows = model.Scaling.Scaled(latents).unsqueeze(0).expand([request.Members, .. latents.shape]);
        var filled = model.Scaling.Unscaled(Segment(rows, [.. known], times, Told(request), Shape(request), request, round: 0));
        var mask = tensor(known.ToArray()).reshape(1, -1, 1, 1);
        return where(mask, latents.unsqueeze(0), filled).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Parameters that the request does not tell, as the model reads them from a run's last frames: by what was trained for it,
    /// otherwise by <see cref="ParameterFit"/>, which needs two frames.
    /// </summary>
    /// <param name="context">[T, L, D], one frame at least.</param>
    public IReadOnlyDictionary<string, double> Read(Tensor context, GenerationRequest request)
    {
        Expect(context, request);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var length = model.Config.Frames;
        var kept = (int)Math.Min(request.FirstContext ?? 3 * length / 4, context.shape[0]);
        var known = model.Scaling.Scaled(context.narrow(0, context.shape[0] - kept, kept));
        var latents = cat([known, zeros([length - kept, .. context.shape[1..]])]);
        var (single, times) = (request with { Members = 1 }, Even(length, request));
        bool[] mask = [.. Enumerable.Range(0, length).Select(t => t < kept)];
        if (!model.Config.ReadsParameters) return new ParameterFit(model, Shape(single), times).Of(latents, mask, request.Known, request.Expected);
        var rows = latents.unsqueeze(0);
        var read = model.Network.PredictAndRead(new(rows, tensor(mask).unsqueeze(0), tensor(times).unsqueeze(0), Told(single), Shape(single)), zeros_like(rows), zeros(1)).Parameters;
        var values = read!.data<float>().ToArray(); // a network that reads gives them
        return model.Conditions.Parameters.Select((one, i) => (one.Name, Value: one.Value(values[i]))).Where(one => !request.Known.Parameters.ContainsKey(one.Name)).ToDictionary(one => one.Name, one => one.Value);
    }

    /// <summary>The same for runs side by side, each with conditions of its own: scaled latents [E, T, L, D] to scaled new frames [E, frames, L, D].</summary>
    /// <param name="told">[E, C].</param>
    /// <param name="geometry">Scaled [E, L, G].</param>
    public Tensor Chained(Tensor context, Tensor told, int frames, GenerationRequest request, Tensor? geometry = null, bool forward = true)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (length, start) = (model.Config.Frames, context.shape[1]);
        var times = Even(length, request);
        var series = context;
        for (var round = 0; series.shape[1] < start + frames; round++)
        {
            var most = round == 0 ? request.FirstContext ?? 3 * length / 4 : request.KeptFrames ?? length / 2;
            var kept = (int)Math.Min(most, series.shape[1]);
            var asked = zeros([series.shape[0], length - kept, .. series.shape[2..]]);
            var (all, rest) = (series.shape[1], length - kept);
            if (forward)
            {
                var segment = Segment(cat([series.narrow(1, all - kept, kept), asked], 1), [.. Enumerable.Range(0, length).Select(t => t < kept)], times, told, geometry, request, round);
                series = cat([series, segment.narrow(1, kept, rest)], 1);
            }
            else
            {
                var segment = Segment(cat([asked, series.narrow(1, 0, kept)], 1), [.. Enumerable.Range(0, length).Select(t => t >= rest)], times, told, geometry, request, round);
                series = cat([segment.narrow(1, 0, rest), series], 1);
            }
        }

        return series.narrow(1, forward ? start : series.shape[1] - start - frames, frames).contiguous().MoveToOuterDisposeScope();
    }

    Tensor Grown(Tensor context, int frames, GenerationRequest request, bool forward)
    {
        Expect(context, request);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var rows = model.Scaling.Scaled(context).unsqueeze(0).expand([request.Members, .. context.shape]);
        return model.Scaling.Unscaled(Chained(rows, Told(request), frames, request, Shape(request), forward)).MoveToOuterDisposeScope();
    }

    // One segment of scaled latents [E, T, L, D]. Known frames get noise, a little of what they are told of, where segments are drawn.
    Tensor Segment(Tensor latents, bool[] known, float[] times, Tensor told, Tensor? geometry, GenerationRequest request, int round)
    {
        var rows = latents.shape[0];
        var mask = tensor(known).unsqueeze(0).expand(rows, known.Length);
        var at = tensor(times).unsqueeze(0).expand(rows, known.Length);
        if (request.Mode == GenerationMode.Mean) return FlowSampler.Mean(model.Network, new(latents, mask, at, told, geometry));
        var noise = Noise(request.Seed, round, [2, .. latents.shape[1..]], (int)rows);  // [E, 2, T, L, D]
        var blurred = (1 - request.ContextNoise) * latents + request.ContextNoise * noise.select(1, 1);
        var level = known.Contains(true) && request.Known.Developed is not true ? model.NoiseLevel : 1; // where nothing is known the noise says which flow it is to be
        return FlowSampler.Draw(model.Network, new(blurred, mask, at, told, geometry), level * noise.select(1, 0), request.Method, request.Steps);
    }

    // Every member draws from a generator of its own.
    static Tensor Noise(ulong seed, int round, long[] shape, int members) => stack(Enumerable.Range(0, members).Select(member =>
    {
        using var generator = new Generator(DrawSeeds.Of(seed, member, round));
        return randn(shape, generator: generator);
    }));

    // Conditions [E, C], the same for all members.
    Tensor Told(GenerationRequest request)
    {
        var vector = model.Conditions.Vector(request.Known, request.Mode == GenerationMode.Draws ? request.ContextNoise : 0);
        return tensor(vector).unsqueeze(0).expand(request.Members, vector.Length);
    }

    // Scaled geometry [E, L, G], the same for all members.
    Tensor? Shape(GenerationRequest request) => request.Geometry is { } geometry ? model.FeatureScaling!.Scaled(geometry).unsqueeze(0).expand([request.Members, .. geometry.shape]) : null; // expected where given

    float[] Even(int frames, GenerationRequest request) => [.. Enumerable.Range(0, frames).Select(t => (float)(t * (request.FrameSeconds ?? model.FrameSeconds) / model.FrameSeconds))];

    void Expect(Tensor latents, GenerationRequest request)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(request);
        request.Validate(model.Config);
        if (request.Mode == GenerationMode.Draws && !model.Draws) throw new UsageException("the model", "it was trained for the mean forecast only and cannot draw", "Ask for the mean, or train it with --mixed-steps.");
        if (latents.dim() != 3 || latents.shape[1] != model.Config.SiteCount || latents.shape[2] != model.Config.Latent)
            throw new ArgumentException($"latents: expected [frames, L={model.Config.SiteCount}, D={model.Config.Latent}], got [{string.Join(", ", latents.shape)}].", nameof(latents));
        if ((request.Geometry is null) != (model.Config.GeometryChannels == 0)) throw new ArgumentException($"Geometry: the model takes {model.Config.GeometryChannels} numbers at each site.", nameof(request));
    }
}
