using System.Globalization;
using CfdBridge.Benchmarks.Torch;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Benchmarks.Codec;

/// <summary>The codec's training step against the same network in Python, with the same weights and data.</summary>
static class CodecStepComparison
{
    const int Rounds = 6;
    const int Steps = 10;

    public static void Run(int threads, string report)
    {
        using var folder = new TempFolder();
        BenchmarkCodec.Write(folder.At("data.safetensors"));
        var (single, half) = (Sides(ScalarType.Float32, 1e-3), Sides(ScalarType.BFloat16, 1e-2)); // bfloat16 has eight bits
        var config = BenchmarkCodec.Config;
        File.WriteAllText(report, string.Create(CultureInfo.InvariantCulture, $"""
            # A training step of the codec here and in Python

            Forward, backward, clipping and AdamW of the codec's network at its default sizes for a grid of
            {string.Join(" x ", config.Linear.GridNodes)}: {BenchmarkCodec.Sets * BenchmarkCodec.Clips} clips of {BenchmarkCodec.Blocks} blocks, attention to {BenchmarkCodec.Points} points in
            {BenchmarkCodec.Sets} sets, widths {config.PatchWidth} and {config.SiteWidth}. The twin is `tests/judge/codec_network.py`; both sides read the same weights
            and data. {threads} thread(s), {Rounds} processes of {Steps} steps in turns, libtorch {__version__} on both sides. Loss at the end:
            {single.Losses.Ours:F6} here, {single.Losses.Theirs:F6} there; with products in bfloat16 {half.Losses.Ours:F6} and {half.Losses.Theirs:F6}.

            | | CfdBridge | Python | ratio | target |
            | --- | --- | --- | --- | --- |
            {single.Rows()}
            {half.Rows(" in bfloat16")}

            Again: `dotnet run --project tests/CfdBridge.Benchmarks -c Release -- codec {threads}` on an idle machine.

            """));
        Console.WriteLine(File.ReadAllText(report));

        TwoSides Sides(ScalarType products, double agreement) => new(
            ["codec-step", folder.At("data.safetensors"), $"{threads}", $"{Steps}", $"{products}"],
            "../Codec/codec_step.py", [folder.At("data.safetensors"), $"{threads}", $"{Steps}", $"{products}"], Rounds, threads, agreement);
    }
}
