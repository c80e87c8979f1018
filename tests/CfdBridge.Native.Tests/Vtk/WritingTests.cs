using CfdBridge.Testing;
using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.Vtk;

/// <summary>What we write, read by ParaView and by ourselves.</summary>
public sealed class WritingTests(WrittenZoo zoo) : IClassFixture<WrittenZoo>
{
    [Theory, MemberData(nameof(Zoo.Names), MemberType = typeof(Zoo))]
    public void ParaView_reads_back_every_number_we_write(string name)
    {
        var animal = Zoo.All[name];

        var judged = zoo.Judged(name);

        Assert.Empty(judged.Complaints!); // the judge lists complaints, none here, for every dataset
        Assert.Equal("double", judged.PointType);
        Assert.Equal((animal.TimeSeconds, "double"), (judged.Time, judged.TimeType));
        var flags = judged.CellData[VtuFile.PredictedArray];
        Assert.Equal("unsigned char", flags.Type);
        Assert.All(flags.Values, flag => Assert.Equal(1, flag));
        judged.CellData.Remove(VtuFile.PredictedArray);
        Same.Content(judged, animal.Mesh, animal.Fields);
    }

    [Theory, MemberData(nameof(Zoo.Names), MemberType = typeof(Zoo))]
    public void A_mesh_of_any_kind_survives_the_round_trip(string name)
    {
        var animal = Zoo.All[name];

        var content = new VtkReader().Read(zoo.At(name), default);

        Same.Mesh(animal.Mesh, content.Mesh);
        Same.Fields(animal.Fields, content.Fields.Where(f => f.Name != VtuFile.PredictedArray));
        Assert.Equal(animal.TimeSeconds, content.TimeSeconds);
    }

    [Fact]
    public void An_observed_step_is_marked_as_such()
    {
        using var folder = new TempFolder();
        var path = folder.At("observed.vtu");

        VtuFile.Write(new(path, 1, Some.Mesh(), new FieldSet([]), Predicted: false));

        Assert.Equal([0.0, 0], new VtkReader().Read(path, default).Fields[VtuFile.PredictedArray].ToDouble());
    }

    [Fact]
    public void Files_are_appended_and_packed_so_that_old_and_new_readers_take_them()
    {
        var head = File.ReadAllText(zoo.At("mixed with polyhedra"), System.Text.Encoding.Latin1);

        Assert.Contains("compressor=\"vtkZLibDataCompressor\"", head);
        Assert.Contains("header_type=\"UInt64\"", head);
        Assert.Contains("<AppendedData encoding=\"raw\">", head);
        Assert.Contains("Name=\"faceoffsets\"", head); // VTK 9.4 has other arrays for polyhedra, and reads these too
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_an_error_with_the_path()
    {
        var path = "/proc/no-such-place/step.vtu";

        var failure = Assert.Throws<NativeException>(() => VtuFile.Write(new(path, 1, Some.Mesh(), new FieldSet([]), Predicted: true)));

        Assert.Equal(path, failure.Thing);
        Assert.NotEqual("VTK gives no reason", failure.Fact);
    }

    [Fact]
    public void The_version_of_VTK_is_known()
    {
        Assert.True(VtkLibrary.Version >= new Version(9, 0));
    }
}

/// <summary>The zoo on disk, judged by one process.</summary>
public sealed class WrittenZoo : IDisposable
{
    readonly TempFolder folder = new();
    readonly Lazy<IReadOnlyDictionary<string, DumpedDataset>> judged;

    public WrittenZoo()
    {
        foreach (var (name, animal) in Zoo.All) VtuFile.Write(new(At(name), animal.TimeSeconds, animal.Mesh, animal.Fields, Predicted: true));
        judged = new(() => Judge.Datasets(Zoo.All.Keys.Select(At)));
    }

    public string At(string name) => folder.At($"{name}.vtu");

    internal DumpedDataset Judged(string name) => judged.Value[At(name)];

    public void Dispose() => folder.Dispose();
}
