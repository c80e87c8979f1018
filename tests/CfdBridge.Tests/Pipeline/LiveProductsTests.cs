using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class LiveProductsTests : IDisposable
{
    static readonly ForecastOptions Options = new() { HorizonSteps = 8, EverySteps = 4, WindowSteps = 16 };

    readonly TempFolder folder = new();
    readonly FakeSource source = new();
    readonly FakeSink sink = new();
    readonly RunJournal journal;
    readonly SnapshotStore store;
    readonly StepTaker taker;

    public LiveProductsTests()
    {
        journal = new(folder.At("journal.db"), TimeProvider.System);
        store = new(folder.At("store"));
        taker = new(source, store, journal, new Settling(TimeSpan.Zero, TimeProvider.System), new(), NullLogger.Instance);
    }

    [Fact]
    public async Task Truth_and_prediction_meet_in_combined_without_overlap()
    {
        await ObserveAsync(Products(), 1, 10);

        Assert.Equal(Times(1, 10), TimesOf("truth"));
        Assert.Equal(Times(11, 18), TimesOf("prediction"));
        Assert.Equal(Times(1, 18), TimesOf("combined"));
        Assert.Empty(TimesOf("difference"));
    }

    [Fact]
    public async Task The_continuation_is_made_again_after_so_many_new_steps_and_the_old_files_go()
    {
        var products = Products();
        await ObserveAsync(products, 1, 10);
        await ObserveAsync(products, 11, 13);
        Assert.Equal(Times(11, 18), TimesOf("prediction"));
        Assert.Equal(Times(1, 18), TimesOf("combined"));

        await ObserveAsync(products, 14, 14);

        Assert.Equal(Times(15, 22), TimesOf("prediction"));
        Assert.DoesNotContain(Directory.GetFiles(folder.At("vtu")), file => file.Contains("prediction_0001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Predictions_are_scored_as_truth_arrives()
    {
        var products = Products();
        await ObserveAsync(products, 1, 10);

        await ObserveAsync(products, 11, 12);

        Assert.Equal(Times(11, 12), TimesOf("difference"));
        var difference = sink.Written["difference_000012.fake"].Fields["p"].ToDouble();
        Assert.Equal(Math.Sin(10) - Math.Sin(12), difference[0], 1e-6); // persistence from step 10, in single precision
        var score = journal.Scores().Single(s => s.Lead == 2);
        Assert.Equal(1, score.Continuation);
        var truth = Enumerable.Range(0, 4).Select(cell => cell + Math.Sin(12)).ToArray();
        Assert.Equal(Math.Abs(Math.Sin(10) - Math.Sin(12)) * 2 / Math.Sqrt(truth.Sum(v => v * v)), score.RelativeL2, 1e-6); // single precision
    }

    [Fact]
    public async Task A_verdict_that_turned_out_wrong_stands_in_the_report_and_every_step_carries_its_own()
    {
        // Right in the hindcast, and wrong from then on.
        var products = Products(new FakeEngine((_, time) => new([Some.Scalar("p", 4, cell => cell + Math.Sin(time) + (time > 10.5 ? 1 : 0)).AsSingle()])));
        await ObserveAsync(products, 1, 10);
        var before = TrustReport.Load(folder.At(TrustReport.FileName));

        await ObserveAsync(products, 11, 12);

        Assert.Equal((2, "reject"), (before.AcceptedSteps, before.Verdict)); // a quarter of ten steps was hidden, beyond nothing is known
        Assert.Equal([Verdict.Accept, Verdict.Accept, .. Enumerable.Repeat(Verdict.Reject, 6)], Enumerable.Range(1, 8).Select(lead => sink.Written[$"prediction_0001_{lead:D5}.fake"].Verdict!.Value));
        Assert.Empty(before.Earlier.Wrong);
        var earlier = TrustReport.Load(folder.At(TrustReport.FileName)).Earlier;
        Assert.StartsWith("An earlier verdict was wrong: of p as predicted from time 10", Assert.Single(earlier.Wrong), StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (earlier.Scores[0].Steps, earlier.Scores[0].AcceptedSteps, earlier.Scores[0].Broken));
    }

    [Fact]
    public async Task A_restart_of_the_run_withdraws_what_was_predicted_from_later_steps()
    {
        var products = Products();
        await ObserveAsync(products, 1, 10);
        source.Put(6, fingerprint: "rewritten", value: 3);

        await TakeAsync(products);

        Assert.Equal(Times(1, 6), TimesOf("truth"));
        Assert.Empty(TimesOf("prediction"));
        Assert.Equal(Times(1, 6), TimesOf("combined"));
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_of_a_continuation_its_files_are_removed_and_it_is_made_again()
    {
        await ObserveAsync(Products(), 1, 10);
        var half = journal.Begin(journal.Timeline()[^1], 1, 8, "persistence");
        store.Save($"forecast-{half:D4}-00001", store.Load(journal.Timeline()[^1].Stored));

        var products = Products();
        products.Recover();
        await ObserveAsync(products, 11, 14);

        Assert.DoesNotContain(store.Names(), name => name.StartsWith($"forecast-{half:D4}", StringComparison.Ordinal));
        Assert.Equal(Times(15, 22), TimesOf("prediction"));
    }

    [Fact]
    public async Task After_a_restart_of_the_watcher_the_report_has_the_same_pictures_as_before()
    {
        var cubes = Lattice.Of((2, 2, 1), (_, _, _) => false); // cells to be shown need corners
        async Task<(TrustReport Report, IReadOnlyList<SlicePicture> Pictures)> AfterAsync(int first, int last)
        {
            var page = new SeenPage();
            for (var t = first; t <= last; t++)
            {
                var time = t;
                source.Put(t, StepState.Complete, "1", () => Some.Snapshot(time, cubes, Some.Scalar("p", cubes.CellCount, cell => cell + Math.Sin(time))));
            }

            await TakeAsync(Products(page: page));
            return page.Shown[^1];
        }

        var before = await AfterAsync(1, 10);
        var after = await AfterAsync(11, 12);

        Assert.Equal((0, 1), (before.Report.Earlier.Scores.Count, after.Report.Earlier.Scores.Count)); // it is another report of the same continuation
        Assert.Equal(before.Report.OriginSeconds, after.Report.OriginSeconds);
        Assert.Equal(3, before.Pictures.Count);
        foreach (var (was, made) in before.Pictures.Zip(after.Pictures))
        {
            Assert.Equal((was.Title, was.Quantity, was.IsSpread), (made.Title, made.Quantity, made.IsSpread));
            Assert.Equal(was.Values, made.Values);
        }
    }

    [Fact]
    public async Task Every_step_of_combined_has_the_same_arrays_and_no_NaN()
    {
        await ObserveAsync(Products(), 1, 10);

        foreach (var step in sink.Written.Values)
        {
            Assert.Equal(["p", "p_std", "p_q05", "p_q95"], step.Fields.Select(f => f.Name));
            Assert.All(step.Fields, field => Assert.DoesNotContain(field.ToDouble(), double.IsNaN));
        }
    }

    [Fact]
    public async Task Predictions_that_truth_has_overtaken_leave_the_store()
    {
        var products = Products();
        await ObserveAsync(products, 1, 10);
        await ObserveAsync(products, 11, 14);
        await ObserveAsync(products, 15, 18);
        await ObserveAsync(products, 19, 22);

        Assert.DoesNotContain(store.Names(), name => name.StartsWith("forecast-0001", StringComparison.Ordinal));
        Assert.Equal(ContinuationState.Pruned, journal.Continuations()[0].State);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    LiveProducts Products(IContinuationEngine? engine = null, ITrustPage? page = null)
    {
        var engines = new Dictionary<string, IContinuationEngine> { ["persistence"] = engine ?? FakeEngine.Persistence };
        return new(journal, store, new CaseProducts(folder.Path, sink), new Forecaster(engines, Options, TimeProvider.System, NullLogger.Instance), warmStarts: null, Options, TimeProvider.System, NullLogger.Instance) { Page = page };
    }

    Task ObserveAsync(LiveProducts products, int first, int last)
    {
        for (var t = first; t <= last; t++) source.Put(t);
        return TakeAsync(products);
    }

    async Task TakeAsync(LiveProducts products)
    {
        await taker.TakeAsync(default);
        await products.CatchUpAsync(last: false, default);
    }

    IEnumerable<double> TimesOf(string series) => sink.Published[series].Entries.Select(e => e.TimeSeconds);

    static IEnumerable<double> Times(int first, int last) => Enumerable.Range(first, last - first + 1).Select(t => (double)t);

    sealed class SeenPage : ITrustPage
    {
        public List<(TrustReport Report, IReadOnlyList<SlicePicture> Pictures)> Shown { get; } = [];

        public void Write(string path, TrustReport report, IReadOnlyList<SlicePicture> pictures) => Shown.Add((report, pictures));
    }
}
