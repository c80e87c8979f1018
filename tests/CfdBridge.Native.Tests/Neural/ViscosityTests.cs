using CfdBridge.Models;
using CfdBridge.Native.Tests.Models;
using CfdBridge.Testing;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Neural;

/// <summary>What a run's own momentum says of a parameter that goes with its viscosity.</summary>
[Collection("neural")]
public sealed class ViscosityTests(NeuralFixture waves) : IDisposable
{
    const double Viscosity = 0.05; // m2/s
    const double Spacing = 0.1;    // s

    static readonly Trajectory Vortices = CarriedVortices.Of(CarriedVortices.Square(48), Viscosity, [.. NeuralFixture.Times(1.6, Spacing)]);

    readonly TempFolder folder = new();

    [Theory]
    [InlineData(20, false)]
    [InlineData(40, true)]
    [InlineData(10, true)]
    public async Task A_note_says_when_the_run_shows_another_parameter_than_was_told(double told, bool contradicts)
    {
        var request = new ContinuationRequest { Observed = Vortices, Steps = 2, Parameters = new Dictionary<string, double> { ["Re"] = told } };

        var notes = (await waves.Segment(Model()).ContinueAsync(request, default)).Notes;

        var said = notes.SingleOrDefault(note => note.Contains("the run's own momentum balance", StringComparison.Ordinal));
        Assert.Equal(contradicts, said is not null);
        if (said is not null) Assert.Matches($@"^Told Re = {told}, but the run's own momentum balance says (19|20)(\.\d)?\.$", said);
    }

    public void Dispose() => folder.Dispose();

    // Untrained, told of a Reynolds number that is one over the viscosity.
    string Model()
    {
        using var scope = NewDisposeScope();
        var channels = TravellingWave.Channels(2);
        var run = new FlowRun("vortices", Vortices.Mesh, Vortices.Count, (first, count) => [.. Enumerable.Range(first, count).SelectMany(i => channels.Gather(Vortices.Snapshots[i]))]);
        var provenance = new TrainingProvenance("tests", "vortices", ["vortices"], [], 0, 0, new Dictionary<string, double>());
        using var codec = new NeuralCodec(TravellingWave.Config(2), LinearCodecFit.Of([run], channels, TravellingWave.Config(2).Linear), []);
        NeuralCodecFolder.Save(codec, folder.At("codec"), new Dictionary<string, string?>(), provenance);
        var config = SegmentTrainingFixture.Small(codec) with { ReadsParameters = false };
        using var model = new SegmentModel(config, LatentScaling.Of([randn(8, config.SiteCount, config.Latent)]), new([new("Re", true, 3, 1, TimesViscosity: 1)]), CodecIdentity.Of(folder.At("codec")), codec.BlockSnapshots * Spacing);
        SegmentModelFolder.Save(model, folder.At("model"), provenance);
        return folder.At("model");
    }
}
