using System.Globalization;
using System.Text;
using CfdBridge.Data;
using CfdBridge.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Benchmarks.Forecast;

/// <summary>Where the judge's processor time goes on one window of a captured run: by engine, and what is its own.</summary>
static class JudgeCost
{
    const int Horizon = 100;
    const int Rounds = 5;
    const int Settling = 25; // judgements until .NET compiles nothing any more
    const int Onwards = 5;   // snapshots from one window to the next: no block of four that the codec has encoded comes again

    /// <param name="plugins">Folder of the built plugins.</param>
    /// <param name="seconds">Time of the first window's last step.</param>
    /// <param name="told">Whether engines are told the run's parameters.</param>
    public static async Task RunAsync(string plugins, string library, string run, double seconds, int steps, bool told, string report)
    {
        var (shard, last, created, options) = Open(plugins, library, run, seconds, steps);
        if (!told) options = options with { Parameters = new Dictionary<string, double>() };
        var timed = created.ToDictionary(engine => engine.Key, engine => new TimedEngine(engine.Value));
        var engines = timed.ToDictionary(engine => engine.Key, engine => engine.Value.Assessed());
        var (judged, judging) = (0, default(Judgement));
        var own = timed.Keys.ToDictionary(name => name, _ => new List<double>());

        async Task<double> JudgedAsync(int shift)
        {
            var window = Window(shard, last + shift * Onwards, steps);
            GC.Collect();
            foreach (var engine in timed.Values) engine.Spent = TimeSpan.Zero;
            var before = Environment.CpuUsage.TotalTime;
            judging = await new Judge(engines, options, TimeProvider.System, NullLogger.Instance).JudgeAsync(window, new(), default);
            var spent = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
            judged++;
            return spent;
        }

        var first = await JudgedAsync(0); // with what is loaded and compiled once
        var early = new List<double>();
        while (early.Count < Rounds) early.Add(await JudgedAsync(judged));
        for (var round = 0; round < Settling; round++) await JudgedAsync(round % Rounds);
        var all = new List<double>();
        while (all.Count < Rounds)
        {
            all.Add(await JudgedAsync(1 + Rounds + all.Count));
            foreach (var (name, engine) in timed) own[name].Add(engine.Spent.TotalMilliseconds);
        }

        double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# The judge's processor time\n\n{run}, windows of {steps} steps of {shard.Snapshot(0).Mesh.CellCount} cells from t = {seconds:G4} s on, none seen before, parameters {(told ? "told" : "not told")}, medians of {Rounds}. An engine's is that of what it is asked for; the judge's own is scores, spreads and signals. Engines and refusals are those of the last window.\n\n| | ms |\n| --- | --- |\n");
        foreach (var skill in judging!.Report.Engines) text.Append(CultureInfo.InvariantCulture, $"| {skill.Engine}{(skill.Refusal.Length > 0 ? $", refused: {skill.Refusal}" : $", from {judging.Engines.Single(one => one.Name == skill.Engine).Residuals.Count} origins, {skill.Score:P2}")} | {Median(own[skill.Engine]):0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| the judge's own | {Median(all) - own.Values.Sum(Median):0.0} |\n| all, after {1 + Rounds + Settling} judgements | {Median(all):0.0} |\n| all, after one | {Median(early):0.0} |\n| all, the first in a process, models loaded | {first:0.0} |\n");
        await File.WriteAllTextAsync(report, text.ToString());
        Console.Out.Write(text);
    }

    /// <summary>Prints the largest memory of this process after it has continued a window, all engines judged before or not.</summary>
    /// <param name="engine">Who continues.</param>
    public static async Task RunMemoryAsync(string plugins, string library, string run, double seconds, int steps, string engine, bool judged)
    {
        var (shard, last, engines, options) = Open(plugins, library, run, seconds, steps);
        var window = Window(shard, last, steps);
        if (judged) await new Judge(engines, options, TimeProvider.System, NullLogger.Instance).JudgeAsync(window, new(), default);
        var continuation = await engines[engine].ContinueAsync(new() { Observed = window, Steps = Horizon, Parameters = options.Parameters }, default);
        await foreach (var _ in continuation.Steps)
        {
        }

        Console.WriteLine($"{engine}, {(judged ? "all engines judged before" : "nothing judged")}: {File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal))}");
    }

    static (ShardReader Shard, int Last, IReadOnlyDictionary<string, IContinuationEngine> Engines, ForecastOptions Options) Open(string plugins, string library, string run, double seconds, int steps)
    {
        var shard = ShardReader.Library(library).Single(one => one.Description.Name == run);
        var last = Enumerable.Range(0, shard.Count).MinBy(i => Math.Abs(shard.Description.TimesSeconds[i] - seconds));
        var catalog = new PluginCatalog(new ConfigurationBuilder().Build().GetSection("CfdBridge"));
        PluginLoader.Load([Path.GetFullPath(plugins)], catalog, NullLogger.Instance);
        return (
            shard, last, catalog.CreateEngines([], new(NullLogger.Instance, TimeProvider.System)),
            new() { HorizonSteps = Horizon, WindowSteps = steps, Parameters = shard.Description.Parameters });
    }

    static Trajectory Window(ShardReader shard, int last, int steps) => new([.. shard.Snapshots(last + 1 - steps, steps, 1)]);

    /// <summary>Takes the processor time of all threads while an engine works; engines work one after the other.</summary>
    sealed class TimedEngine(IContinuationEngine engine) : IContinuationEngine
    {
        public TimeSpan Spent { get; set; }

        public IContinuationEngine Assessed() => engine is IAssessedEngine trained ? new TimedTrained(this, trained) : this;

        public async Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
        {
            var continuation = await OfAsync(() => engine.ContinueAsync(request, cancellationToken));
            return continuation with { Steps = Steps(continuation) };
        }

        public async Task<T> OfAsync<T>(Func<Task<T>> work)
        {
            var before = Environment.CpuUsage.TotalTime;
            try
            {
                return await work();
            }
            finally
            {
                Spent += Environment.CpuUsage.TotalTime - before;
            }
        }

        async IAsyncEnumerable<PredictedStep> Steps(Continuation continuation)
        {
            await using var steps = continuation.Steps.GetAsyncEnumerator();
            while (await OfAsync(() => steps.MoveNextAsync().AsTask())) yield return steps.Current;
        }
    }

    sealed class TimedTrained(TimedEngine engine, IAssessedEngine trained) : IContinuationEngine, IAssessedEngine
    {
        public Task<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) => engine.ContinueAsync(request, cancellationToken);

        public Task<EngineAssessment> AssessAsync(ContinuationRequest request, CancellationToken cancellationToken) => engine.OfAsync(() => trained.AssessAsync(request, cancellationToken));
    }
}
