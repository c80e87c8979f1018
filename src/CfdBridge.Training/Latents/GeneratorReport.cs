using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>The report of a generator's training.</summary>
static class GeneratorReport
{
    /// <param name="more">What else the reader should know of it.</param>
    public static void Write(string folder, string title, TrainingProvenance provenance, StretchSet set, RunConditions conditions, nn.Module network, Arithmetic arithmetic, params IEnumerable<(string Name, string Value)> more) =>
        TrainingReport.Write(folder, title,
        [
            ("training runs", string.Join(", ", provenance.Training)),
            ("held out", string.Join(", ", provenance.HeldOut)),
            ("segments", $"{set.Stretches} of {set.Runs} runs"),
            ("told of a run", conditions.Parameters.Count == 0 ? "nothing" : string.Join(", ", conditions.Parameters.Select(one => one.Name))),
            .. more,
            ("parameters", $"{network.parameters().Sum(parameter => parameter.numel()):N0}"),
            ("products in", $"{arithmetic.Products}"),
            ("best weights", $"after step {provenance.Steps}: {string.Join(", ", provenance.HeldOutErrors.Select(error => $"{error.Key} {error.Value:F2} %"))}"),
        ]);
}
