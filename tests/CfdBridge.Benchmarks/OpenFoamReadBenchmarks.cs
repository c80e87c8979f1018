using BenchmarkDotNet.Attributes;
using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Benchmarks;

/// <summary>Reading a step of a million vectors, against reading the bytes of its file. The mesh has been read before.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class OpenFoamReadBenchmarks
{
    const int Cells = 1_000_000;

    readonly TempFolder folder = new();
    readonly Dictionary<string, (ISnapshotSource Source, StepCandidate Step)> cases = [];

    [GlobalSetup]
    public void Write()
    {
        foreach (var name in new[] { "binary", "ascii" })
        {
            OpenFoamCases.WriteRow(folder.At(name), Cells, name == "binary");
            var source = SourceOf(name);
            cases[name] = (source, source.Scan(default).Steps[0]);
            Read(name);
        }
    }

    [GlobalCleanup]
    public void Delete() => folder.Dispose();

    [Benchmark(Baseline = true, Description = "File.ReadAllBytes of the binary field")]
    public int Bytes() => File.ReadAllBytes(folder.At("binary", "1", "U")).Length;

    [Benchmark(Description = "binary field")]
    public int Binary() => Read("binary");

    [Benchmark(Description = "ascii field")]
    public int Ascii() => Read("ascii");

    [Benchmark(Description = "binary field with its mesh of a million hexahedra")]
    public int BinaryWithMesh()
    {
        var source = SourceOf("binary");
        return source.ReadAsync(source.Scan(default).Steps[0], default).GetAwaiter().GetResult().Fields[0].Rows;
    }

    int Read(string name) => cases[name].Source.ReadAsync(cases[name].Step, default).GetAwaiter().GetResult().Fields[0].Rows;

    OpenFoamSource SourceOf(string name) => new(new(folder.At(name), null, []), new());
}
