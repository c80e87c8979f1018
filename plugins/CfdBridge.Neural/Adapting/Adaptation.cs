using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CfdBridge.Models;
using static System.FormattableString;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

/// <summary>A model tuned on what was seen of a run.</summary>
/// <param name="Base">What it was tuned from.</param>
/// <param name="Checkpoint">The same with the tuned weights.</param>
/// <param name="BeganSeconds">Time of the first step of the run that is known.</param>
/// <param name="FirstSeconds">Time of the first step that was seen.</param>
/// <param name="Last">The last step that was seen.</param>
/// <param name="Told">Parameters of the run that were told.</param>
/// <param name="Outcome">What came of it.</param>
sealed record Adaptation(Checkpoint Base, Checkpoint Checkpoint, double BeganSeconds, double FirstSeconds, Snapshot Last, IReadOnlyDictionary<string, double> Told, TuningOutcome Outcome)
{
    const double Twice = 2;

    /// <summary>Tunes a copy of a model; the model stays as it is.</summary>
    /// <param name="before">The tuning that this one takes the place of; null for the first.</param>
    /// <exception cref="EngineRefusedException">There is too little of the run.</exception>
    public static Adaptation Of(string kind, Checkpoint checkpoint, ContinuationRequest request, MeshCodec mesh, TuningOptions options, Adaptation? before, TimeProvider time, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var model = SegmentModelFolder.Load(checkpoint.Folder);
        var frames = new RunStretches(kind, checkpoint).Of(request.Observed, mesh, cancellationToken);
        model.Network.Arithmetic.Products = Products.Fastest; // as in training
        var read = new SegmentGenerator(model).Read(frames.Before, new()
        {
            Known = new() { Parameters = request.Parameters },
            Expected = checkpoint.Expected(request.Observed, request.Parameters),
            Geometry = frames.Sites,
        });
        var known = new RunKnowledge { Parameters = request.Parameters.Concat(read).ToDictionary() };
        var outcome = new SegmentTuning(model, options, time).Tune(frames, known, request.Seed, cancellationToken);
        model.Network.Arithmetic.Freeze(Products.Fastest);
        model.Draws = false; // only the forecast was tuned
        var first = request.Observed.Snapshots[0].TimeSeconds;
        return new(checkpoint, checkpoint.With(new SegmentLatents(model) { Read = read }, HashOf(model)), Math.Min(first, before?.BeganSeconds ?? first), first, request.Observed.Last, request.Parameters, outcome);
    }

    /// <summary>Whether it was made of nothing but the past of a request: the last step that it has seen is one of the request's.</summary>
    /// <param name="oneRun">Whether all requests are of one run. Then it may also be older than all steps of the request.</param>
    public bool Precedes(Checkpoint checkpoint, ContinuationRequest request, bool oneRun)
    {
        if (checkpoint != Base || Last.Mesh.Id != request.Observed.Mesh.Id) return false;
        if (Told.Count != request.Parameters.Count || Told.Any(one => !request.Parameters.TryGetValue(one.Key, out var value) || value != one.Value)) return false;
        if (oneRun && Last.TimeSeconds < request.Observed.Snapshots[0].TimeSeconds) return true;
        return request.Observed.Snapshots.FirstOrDefault(snapshot => snapshot.TimeSeconds == Last.TimeSeconds) is { } same && IsSame(same.Fields, Last.Fields);
    }

    /// <summary>Whether the run has become twice as long since.</summary>
    public bool IsOld(Trajectory observed) => observed.Last.TimeSeconds - BeganSeconds >= Twice * (Last.TimeSeconds - BeganSeconds);

    static bool IsSame(FieldSet one, FieldSet other) => one.HasLayoutOf(other) && one.Zip(other).All(pair => pair.First.ToSingle().AsSpan().SequenceEqual(pair.Second.ToSingle()));

    /// <summary>What was done, in words.</summary>
    public string Note => Invariant(
        $"Tuned on this run from {FirstSeconds:G6} to {Last.TimeSeconds:G6} s: {Outcome.Best} steps of {Outcome.Steps} in {Outcome.Seconds:F0} s{(Outcome.TimedOut ? ", ended by its time limit" : "")}. The latents of its last quarter, kept aside, were foretold to {Outcome.Before:P0} before and {Outcome.After:P0} after. Weights {Checkpoint.WeightsSha256[..12]}, from {Base.WeightsSha256[..12]}.");

    static string HashOf(SegmentModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, parameter) in model.Network.named_parameters().OrderBy(one => one.name, StringComparer.Ordinal))
        {
            using var values = parameter.detach();
            hash.AppendData(MemoryMarshal.AsBytes(values.data<float>().ToArray().AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
