using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Models;

[Collection("torch")]
public sealed class CodecLeakTests(TrainingFixture waves) : IClassFixture<TrainingFixture>, IDisposable
{
    const double FlatMiB = 12; // heaps settle within a few; one activation lost in each step would be 25 and more

    readonly TempFolder folder = new();

    [Fact]
    public void A_training_of_a_codec_leaves_memory_as_it_was()
    {
        Dictionary<int, double> resident = [];
        var options = TrainingFixture.Options with { TrajectorySteps = 300, FrameSteps = 0, PointSteps = 0, ValidateEvery = 100, ReportEvery = 100 };


        waves.Train(folder.At("codec"), options, seen: progress =>
        {
            if (progress.Stage == "trajectories") resident[progress.Step] = ResidentMemory.MiB();
        });


        Assert.InRange(resident[300] - resident[100], -1000, FlatMiB);
    }

    public void Dispose() => folder.Dispose();
}
