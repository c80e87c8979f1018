using System.Globalization;

namespace CfdBridge.Benchmarks.Torch;

/// <summary>The binding against Python: the same network of ordinary layers on both sides.</summary>
static class TorchComparison
{
    const int Rounds = 8;
    const int Steps = 10;

    public static void Run(int threads, string report)
    {
        var sides = new TwoSides(["torch-step", $"{threads}", $"{Steps}"], "training_step.py", [$"{threads}", $"{Steps}"], Rounds, threads);
        File.WriteAllText(report, string.Create(CultureInfo.InvariantCulture, $"""
            # A training step through CfdBridge.Torch and through Python

            Forward, backward, clipping and AdamW of the causal space-time auto-encoder with attention in
            `Torch/SpaceTimeNetwork.cs` (1.8 M parameters, input [2, 2, 8, 32, 32]), {threads} thread(s), {Rounds} processes of
            {Steps} steps in turns, libtorch {TorchSharp.torch.__version__} on both sides. Loss at the end: {sides.Losses.Ours:F6} here, {sides.Losses.Theirs:F6} there.

            | | CfdBridge.Torch | Python | ratio | target |
            | --- | --- | --- | --- | --- |
            {sides.Rows()}
            {sides.Row("one addition of tiny tensors, us", all => all.Min(one => one.AddMicroseconds), "F2", "")}

            Again: `dotnet run --project tests/CfdBridge.Benchmarks -c Release -- torch {threads}` on an idle machine.

            """));
        Console.WriteLine(File.ReadAllText(report));
    }
}
