using CfdBridge.Native.Tests.Models;
using CfdBridge.Training;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Training;

/// <summary>
/// A training of each kind of generator that logs every step, alone or with other processes. In single precision: in
/// bfloat16 a weight's last digit is four in a thousand, and every step's loss shows to which side it was rounded.
/// </summary>
static class ShortTrainings
{
    // Neither two nor three processes can share five rows evenly.
    static readonly SegmentTrainingOptions Segment = SegmentTrainingFixture.Options with { Batch = 5, ValidateEvery = 1, ReadingWeight = 0.3, ProductsIn = ScalarType.Float32 };
    static readonly EnmaTrainingOptions Enma = EnmaTrainingTests.Short with { Steps = 12, Batch = 5, ValidateEvery = 1, InContextShare = 0.5, ParametersShown = 0.5, ProductsIn = ScalarType.Float32 };

    /// <summary>Folders of the generators, each with its log.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["segment", "enma"];

    /// <summary>The first is trained in both stages: the mean forecast, then mixed as ECHO.</summary>
    public static void Run(string library, string codec, string folder, TrainingProcesses processes)
    {
        var silent = new AtOnce(_ => { });
        SegmentTraining.Run(library, codec, Path.Combine(folder, "segment"), SegmentTrainingFixture.Small, Segment, processes, silent, default);
        EnmaTraining.Run(library, codec, Path.Combine(folder, "enma"), one => EnmaTrainingTests.Small(one, Enma), Enma, processes, silent, default);
    }
}
