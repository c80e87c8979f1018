using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CfdBridge.Benchmarks.Codec;
using CfdBridge.Benchmarks.Forecast;
using CfdBridge.Benchmarks.Interpolation;
using CfdBridge.Benchmarks.Torch;
using CfdBridge.Testing;

// Against another program in another process, which BenchmarkDotNet does not measure.
switch (args)
{
    case ["codec", var threads]:
        CodecStepComparison.Run(int.Parse(threads), "tests/CfdBridge.Benchmarks/results/codec.md");
        return;
    case ["codec-step", var data, var threads, var steps, var products]:
        CodecStep.Run(data, int.Parse(threads), int.Parse(steps), Enum.Parse<TorchSharp.torch.ScalarType>(products));
        return;
    case ["codec-memory"]:
        await CodecMemory.RunAsync("tests/CfdBridge.Benchmarks/results/codec-memory.md");
        return;
    case ["torch", var threads]:
        TorchComparison.Run(int.Parse(threads), "tests/CfdBridge.Benchmarks/results/torch.md");
        return;
    case ["torch-step", var threads, var steps]:
        TrainingStep.Run(int.Parse(threads), int.Parse(steps));
        return;
    case ["forecast", var run, var segment, var echo, var codec]:
        ForecastParts.Run(run, segment, echo, codec, "tests/CfdBridge.Benchmarks/results/forecast.md");
        return;
    case ["draws", var library, var count]:
        await DrawnStates.RunAsync(library, int.Parse(count), "tests/CfdBridge.Benchmarks/results/draws.md");
        return;
    case ["judge", var plugins, var library, var run, var seconds, var steps, .. var rest] when rest is [] or ["untold"]:
        await JudgeCost.RunAsync(plugins, library, run, double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), int.Parse(steps), rest is [], $"tests/CfdBridge.Benchmarks/results/judge-{run}-{steps}{string.Concat(rest.Select(word => $"-{word}"))}.md");
        return;
    case ["judge-memory", var plugins, var library, var run, var seconds, var steps, var engine, var judged]:
        await JudgeCost.RunMemoryAsync(plugins, library, run, double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), int.Parse(steps), engine, bool.Parse(judged));
        return;
    case ["viscosity", var library, var snapshots, var stride, .. var seconds]:
        Viscosities.Run(library, int.Parse(snapshots), int.Parse(stride), [.. seconds.Select(time => double.Parse(time, System.Globalization.CultureInfo.InvariantCulture))],
            $"tests/CfdBridge.Benchmarks/results/viscosity-{Path.GetFileName(Path.TrimEndingDirectorySeparator(library))}-{snapshots}.md");
        return;
    case ["onto"]:
        OntoComparison.Run("tests/CfdBridge.Benchmarks/results/onto.md");
        return;
    case ["onto-one", var engine, var kind]:
        await OntoComparison.RunOneAsync(engine, Enum.Parse<Lattice.Cells>(kind));
        return;
    case ["codec3d", var library]:
        ThreeDimensions.Run(library, "tests/CfdBridge.Benchmarks/results/three-dimensions.md");
        return;
    case ["codec3d-large", var library, var model]:
        ThreeDimensions.RunLarge(library, model);
        return;
    case ["codec3d-grids", var library]:
        ThreeDimensions.ScanGrids(library);
        return;
}

// In this process: the benchmarks' own project need not be built again for each of them, and the files they read are
// hundreds of megabytes, so that start-up is nothing beside the work. Reports go to results/ and are kept with the code.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(MarkdownExporter.GitHub)
    .AddLogger(ConsoleLogger.Default)
    .WithOptions(ConfigOptions.DisableLogFile)
    .WithArtifactsPath(Path.GetFullPath("artifacts/benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);

var results = Directory.CreateDirectory("tests/CfdBridge.Benchmarks/results").FullName;
foreach (var report in Directory.GetFiles("artifacts/benchmarks/results", "*-github.md"))
{
    File.Copy(report, Path.Combine(results, Path.GetFileName(report).Replace("-report-github", "").Replace("CfdBridge.Benchmarks.", "")), overwrite: true);
}
