using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>What a finished codec loses of the runs that chose its best weights, written beside these.</summary>
public static class ResidualsFit
{
    /// <param name="library">Folder of captured runs; those held out for validation are used, none of the test.</param>
    /// <param name="folder">The codec's folder.</param>
    /// <exception cref="CaseFormatException">There is no codec, or no run for validation.</exception>
    public static void Run(string library, string folder, IReadOnlyDictionary<string, BoundaryRole> roles, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        using var codec = NeuralCodecFolder.Load(folder);
        codec.Network.Arithmetic.Freeze(Products.Fastest);
        FlowRun[] runs = [.. LibrarySplit.Of(library).HeldOut.Select(shard => FlowRun.Of(shard, codec.Linear.Channels))];
        if (runs.Length == 0) throw new CaseFormatException(library, "no run of it is held out for validation", $"Write \"validation\" beside one in {LibrarySplit.FileName}.");
        foreach (var run in runs) codec.On(run, run.Read(0, 1), new(roles));
        CodecResiduals.Of(codec, runs, progress.Share("residuals"), cancellationToken).Save(folder);
    }
}
