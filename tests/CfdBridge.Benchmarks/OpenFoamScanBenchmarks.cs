using BenchmarkDotNet.Attributes;
using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Benchmarks;

/// <summary>Looking at a case with 5000 time directories, against listing them.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class OpenFoamScanBenchmarks
{
    const int Times = 5000;

    readonly TempFolder folder = new();
    OpenFoamSource watching = null!; // made in the setup

    [GlobalSetup]
    public void Write()
    {
        OpenFoamCases.WriteRow(folder.At("case"), 2, isBinary: true);
        OpenFoamCases.WriteTimes(folder.At("case"), Times);
        watching = New();
        watching.Scan(default);
    }

    [GlobalCleanup]
    public void Delete() => folder.Dispose();

    [Benchmark(Baseline = true, Description = "Directory.EnumerateDirectories")]
    public int List() => Directory.EnumerateDirectories(folder.At("case")).Count();

    [Benchmark(Description = "repeated scan")]
    public int Again() => watching.Scan(default).Steps.Count;

    [Benchmark(Description = "first scan")]
    public int First() => New().Scan(default).Steps.Count;

    OpenFoamSource New() => new(new(folder.At("case"), null, []), new());
}
