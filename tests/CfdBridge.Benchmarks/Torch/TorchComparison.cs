using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CfdBridge.Benchmarks.Torch;

/// <summary>Runs both sides in processes of their own, in turns, so that what disturbs one disturbs the other.</summary>
static class TorchComparison
{
    const int Rounds = 8;
    const int Steps = 10;

    public static void Run(int threads, string report)
    {
        List<Measured> ours = [], theirs = [];
        for (var i = 0; i < Rounds; i++)
        {
            // An apphost of the tests is not always there; the library and its runtime are.
            ours.Add(Measure("dotnet", [typeof(TorchComparison).Assembly.Location, "torch-step", $"{threads}", $"{Steps}"], threads));
            theirs.Add(Measure("/usr/bin/python3", [Script(), $"{threads}", $"{Steps}"], threads));
        }

        var loss = (Ours: ours[0].Loss, Theirs: theirs[0].Loss);
        if (Math.Abs(loss.Ours - loss.Theirs) > 1e-3 * loss.Theirs)
            throw new InvalidOperationException($"The two sides do not train the same network: loss {loss.Ours} and {loss.Theirs}.");
        File.WriteAllText(report, string.Create(CultureInfo.InvariantCulture, $"""
            # A training step through CfdBridge.Torch and through Python

            Forward, backward, clipping and AdamW of the causal space-time auto-encoder with attention in
            `Torch/SpaceTimeNetwork.cs` (1.8 M parameters, input [2, 2, 8, 32, 32]), {threads} thread(s), {Rounds} processes of
            {Steps} steps in turns, libtorch {TorchSharp.torch.__version__} on both sides. Loss at the end: {loss.Ours:F6} here, {loss.Theirs:F6} there.

            | | CfdBridge.Torch | Python | ratio | target |
            | --- | --- | --- | --- | --- |
            | median step, ms | {Step(ours):F1} | {Step(theirs):F1} | {Step(ours) / Step(theirs):F3} | 1.05 |
            | median step, ms of processor time | {Processor(ours):F1} | {Processor(theirs):F1} | {Processor(ours) / Processor(theirs):F3} | 1.05 |
            | peak resident memory, MiB | {Memory(ours):F0} | {Memory(theirs):F0} | {Memory(ours) / Memory(theirs):F3} | 1.1 |
            | one addition of tiny tensors, us | {Add(ours):F2} | {Add(theirs):F2} | {Add(ours) / Add(theirs):F2} | |

            Again: `dotnet run --project tests/CfdBridge.Benchmarks -c Release -- torch {threads}` on an idle machine.

            """));
        Console.WriteLine(File.ReadAllText(report));
    }

    static double Step(List<Measured> all) => Median(all.SelectMany(one => one.StepMs));

    static double Processor(List<Measured> all) => Median(all.SelectMany(one => one.CpuMs));

    static double Memory(List<Measured> all) => Median(all.Select(one => one.PeakMiB));

    static double Add(List<Measured> all) => all.Min(one => one.AddMicroseconds);

    static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    static Measured Measure(string program, string[] arguments, int threads)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        using var process = Process.Start(start)!; // null only when an existing process is reused, which a program is not
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measured>(output)! // both sides print an object
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }

    static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "training_step.py"); // a source file has a folder
}
