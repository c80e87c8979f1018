using CfdBridge.Baselines;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using CfdBridge.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class InterpolationReportTests : IDisposable
{
    static readonly IReadOnlyDictionary<string, IInterpolationEngine> Engines = new Dictionary<string, IInterpolationEngine>
    {
        ["linear"] = new TimeInterpolation(2), ["cubic"] = new TimeInterpolation(4), ["gappy-pod"] = new SensorFit(new()), ["cells"] = new CellInterpolation(),
    };

    readonly TempFolder folder = new();

    [Fact]
    public async Task Every_figure_can_be_made_again_from_the_run_and_the_written_steps()
    {
        var run = TravellingWave.Observed(2, Enumerable.Range(0, 40).Where(i => i is < 16 or > 22).Select(i => 0.5 * i), speed: 1);
        var parts = await new Interpolator(Engines, new(), TimeProvider.System, NullLogger.Instance).AtTimesAsync(run, [3.25, 9, 9.75], default);
        var (recorder, written) = (new InterpolationRecorder(run, run.Mesh, parts), new List<InterpolatedStep>());
        for (var part = 0; part < parts.Count; part++)
        {
            await foreach (var step in parts[part].Steps)
            {
                recorder.Add(part, step);
                written.Add(step);
            }
        }

        var report = recorder.Finish("case", WrittenInterpolation.Times, "3 times", 0, 1, new());

        Assert.Equal([3.25, 9, 9.75], report.Parts.SelectMany(part => part.TimesSeconds));
        Assert.All(report.Parts.Zip(parts), pair => Assert.Equal(pair.Second.Report.Engines[0].Engine, pair.First.Engine));
        foreach (var (field, f) in report.Parts[1].Fields.Select((field, f) => (field, f)))
        {
            var (low, high) = (written[1].Fields[Companions.LowPlace(f)].ToSingle(), written[1].Fields[Companions.HighPlace(f)].ToSingle());
            var half = Math.Sqrt(low.Zip(high, (a, b) => Math.Pow((b - (double)a) / 2, 2)).Sum() / run.Mesh.CellCount); // all cells are as large
            var mean = Enumerable.Range(0, low.Length).Select(i => run.Snapshots.Average(s => s.Fields[f].ToSingle()[i])).ToArray();
            var scale = Math.Sqrt(run.Snapshots.Average(s => s.Fields[f].ToSingle().Select((value, i) => Math.Pow(value - mean[i], 2)).Sum()) / run.Mesh.CellCount);
            Assert.Equal(scale, field.Fluctuation, 1e-4 * scale);
            Assert.Equal(half / scale, field.HalfWidths[0], 1e-4 * half / scale);
        }

        Assert.All(report.Parts.SelectMany(part => part.LeftOut).SelectMany(trials => trials.Engines).Where(engine => engine.Engine is "cells" or "gappy-pod"), engine => Assert.NotEmpty(engine.Refusal));
    }

    [Fact]
    public async Task The_page_stands_alone_and_a_file_read_back_is_the_same()
    {
        var run = TravellingWave.Observed(2, Enumerable.Range(0, 20).Select(i => 0.5 * i), speed: 1);
        var part = await new Interpolator(Engines, new(), TimeProvider.System, NullLogger.Instance).OntoAsync(run, Lattice.Of((7, 5, 1), (_, _, _) => false), default);
        var recorder = new InterpolationRecorder(run, Lattice.Of((7, 5, 1), (_, _, _) => false), [part]);
        await foreach (var step in part.Steps) recorder.Add(0, step);
        var report = recorder.Finish("a <case>", WrittenInterpolation.Mesh, "20 steps", 0, 1, new());

        report.Save(folder.At(WrittenInterpolation.FileName));
        new InterpolationPage().Write(folder.At(WrittenInterpolation.PageName), report, recorder.Pictures());

        Assert.Equal(report.Headline, WrittenInterpolation.Load(folder.At(WrittenInterpolation.FileName)).Headline);
        var page = File.ReadAllText(folder.At(WrittenInterpolation.PageName));
        Assert.Equal(3, page.Split("data:image/png;base64").Length - 1);
        Assert.Contains("cells", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<case>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_sensors_whole_steps_in_the_same_window_decide_and_are_not_shown()
    {
        var run = TravellingWave.Observed(2, Enumerable.Range(0, 40).Select(i => 0.4 * i), speed: 1);
        var readings = Readings(run, [.. Enumerable.Range(20, 10).Select(i => 0.4 * i)]);

        var (leftOut, trial) = WholeStepsLeftOut.Of(run, readings)!.Value;
        var part = await new Interpolator(Engines, new(), TimeProvider.System, NullLogger.Instance).FromSensorsAsync(run, readings, default);

        Assert.Equal("5 whole steps of a stretch of 5", leftOut);
        Assert.DoesNotContain(trial.Kept.Snapshots, snapshot => snapshot.TimeSeconds is > 9.9 and < 11.7);
        Assert.Equal([5, 0], [trial.Truth.Count(truth => truth.Fields.Count > 0), trial.Truth.Take(5).Count(truth => truth.Fields.Count > 0)]);
        Assert.Equal((leftOut, 1), (part.Report.LeftOut, part.Beside.Count));
        Assert.DoesNotContain(part.Notes, note => note.Contains("at the left-out sensors only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_whole_steps_there_it_is_said_that_sensors_alone_were_judged()
    {
        var run = TravellingWave.Observed(2, Enumerable.Range(0, 40).Select(i => 0.4 * i), speed: 1);

        var part = await new Interpolator(Engines, new(), TimeProvider.System, NullLogger.Instance).FromSensorsAsync(run, Readings(run, [8.1, 8.3]), default);

        Assert.Empty(part.Beside);
        Assert.Contains(part.Notes, note => note.Contains("at the left-out sensors only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gaps_too_wide_to_leave_out_are_judged_on_every_long_stretch_of_steps()
    {
        var run = TravellingWave.Observed(2, Enumerable.Range(0, 64).Where(i => i is < 16 or > 47).Select(i => 0.4 * i), speed: 1);

        var part = Assert.Single(await new Interpolator(Engines, new(), TimeProvider.System, NullLogger.Instance).AtTimesAsync(run, [0.4 * 30], default));

        Assert.Equal("4 times up to 8 steps in a row", part.Report.LeftOut); // either side, and half as wide
        Assert.Equal([5, 9], part.Report.Engines[0].ByGap.Select(one => one.Gap));
    }

    public void Dispose() => folder.Dispose();

    static SensorReadings Readings(Trajectory run, double[] times)
    {
        int[] cells = [20, 50, 77, 101];
        var truth = TravellingWave.Observed(2, times, speed: 1);
        return new([.. cells.SelectMany(cell => run.Mesh.CellCentres.AsSpan(3 * cell, 3).ToArray())], times, [new("U", 0), new("U", 1)],
            [.. truth.Snapshots.SelectMany(snapshot => cells.SelectMany(cell => snapshot.Fields["U"].ToDouble().AsSpan(3 * cell, 2).ToArray()))]);
    }
}
