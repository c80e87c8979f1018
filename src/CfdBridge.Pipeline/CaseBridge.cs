using System.Threading.Channels;
using CfdBridge.Data;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>
/// One watched case, from end to end. Two loops: one takes steps into the store and must keep up with the solver, on a
/// thread of its own; the other makes products from what was taken and may lag behind.
/// </summary>
public sealed class CaseBridge
{
    const string TakingThread = "taking steps";

    readonly string casePath;
    readonly BridgeOptions options;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly RunJournal journal;
    readonly Settling settling;
    readonly StepTaker taker;
    readonly LiveProducts products;
    readonly LiveInterpolation interpolation;
    readonly EnginePriority? priority;

    CaseBridge(
        string casePath, ISnapshotSource source, ISnapshotSink sink, IReadOnlyDictionary<string, IContinuationEngine> engines, IReadOnlyDictionary<string, IInterpolationEngine> interpolations, LiveWarmStart? warmStarts,
        BridgeOptions options, ReportPages pages, EnginePriority? priority, TimeProvider time, ILogger logger)
    {
        this.casePath = casePath;
        this.options = options;
        this.priority = priority;
        this.time = time;
        this.logger = logger;
        OutputDirectory = CaseFolder.OutputFor(casePath, options.Output.Directory);
        Directory.CreateDirectory(OutputDirectory);
        journal = new RunJournal(JournalLocation.For(OutputDirectory), time);
        var store = new SnapshotStore(Path.Combine(OutputDirectory, "store"));
        settling = new Settling(TimeSpan.FromSeconds(options.Watch.QuietSeconds), time);
        taker = new StepTaker(source, store, journal, settling, options.Watch, logger);
        var forecaster = new Forecaster(engines, options.Forecast, time, logger);
        var files = new CaseProducts(OutputDirectory, sink);
        products = new LiveProducts(journal, store, files, forecaster, warmStarts, options.Forecast, time, logger) { CasePath = casePath, Page = pages.Trust };
        interpolation = new LiveInterpolation(journal, store, files, new(interpolations, options, time, logger), options, time, logger) { CasePath = casePath, Page = pages.Interpolation };
    }

    /// <summary>Folder of the products.</summary>
    public string OutputDirectory { get; }

    /// <param name="pages">Show the reports.</param>
    /// <param name="priority">Lowers what may lag behind; null leaves it.</param>
    /// <exception cref="CaseFormatException">No source can read the path.</exception>
    public static CaseBridge Open(string casePath, PluginCatalog plugins, BridgeOptions options, TimeProvider time, ILogger logger, ReportPages? pages = null, EnginePriority? priority = null)
    {
        var path = Path.GetFullPath(casePath);
        var context = new PluginContext(logger, time) { Watching = true };
        var source = plugins.OpenSource(options.Watch.Request(path), context);
        var engines = plugins.CreateEngines(options.Forecast.Asked, context);
        var interpolations = options.Interpolation.BetweenSteps > 0 ? plugins.CreateInterpolations(options.Interpolation.Asked, context) : new Dictionary<string, IInterpolationEngine>();
        var warmStarts = options.WarmStart.WhenAccepted ? new LiveWarmStart(path, plugins, options, time, logger) : null;
        return new(path, source, plugins.CreateSink(options.Output.Sink, context), engines, interpolations, warmStarts, options, pages ?? ReportPages.None, priority, time, logger);
    }

    /// <summary>Watches until cancelled or, if so set, until the case has been idle for long enough and all work is written.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var scope = LogScope.Case(logger, casePath);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using (journal)
        {
            Log.Watching(logger, casePath, OutputDirectory);
            products.Recover();
            // Written by the taking loop, read by the products loop; one pending word is enough.
            var taken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, SingleWriter = true });
            var loops = new[] { OwnThread.RunAsync(TakingThread, () => TakeStepsAsync(taken.Writer, stopping.Token)), MakeProductsAsync(taken.Reader, stopping.Token) };
            if ((await Task.WhenAny(loops)).IsFaulted) await stopping.CancelAsync();
            await Task.WhenAll(loops);
        }
    }

    async Task TakeStepsAsync(ChannelWriter<bool> taken, CancellationToken cancellationToken)
    {
        try
        {
            priority?.KeepOwn();
            using var wakeUp = new WakeUp(casePath, options.Watch, time, logger);
            var tally = new TakingTally(time, logger);
            IReadOnlyList<string> directories = [];
            taken.TryWrite(true); // products may be behind the journal after a crash
            while (!IsIdle())
            {
                try
                {
                    var look = await taker.TakeAsync(cancellationToken);
                    directories = look.Directories;
                    tally.Add(look);
                    if (look.Count > 0) taken.TryWrite(true);
                }
                catch (CaseFormatException failure)
                {
                    // The case is being moved, or its disk is away for a moment: it may come back.
                    Log.ScanFailed(logger, failure.Message);
                }

                await wakeUp.WaitAsync(directories, cancellationToken);
            }

            tally.Tell();
        }
        finally
        {
            taken.Complete();
        }
    }

    async Task MakeProductsAsync(ChannelReader<bool> taken, CancellationToken cancellationToken)
    {
        await foreach (var _ in taken.ReadAllAsync(cancellationToken))
        {
            priority?.LowerOthers();
            await products.CatchUpAsync(last: false, cancellationToken);
            await interpolation.CatchUpAsync(last: false, cancellationToken);
        }

        await products.CatchUpAsync(last: true, cancellationToken);
        await interpolation.CatchUpAsync(last: true, cancellationToken);
    }

    bool IsIdle() => options.Watch.UntilIdleSeconds > 0 && time.GetUtcNow() - settling.LastChange >= TimeSpan.FromSeconds(options.Watch.UntilIdleSeconds);
}
