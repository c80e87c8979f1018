using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline.WarmStart;

public sealed class LiveWarmStartTests : IDisposable
{
    const int Cells = 6;
    static readonly Mesh Mesh = Some.Mesh(Cells);

    readonly TempFolder folder = new();
    readonly List<WarmStartRequest> written = [];
    readonly FakeSource source = new() { Mesh = Mesh };
    string scheme = "linear";

    [Fact]
    public async Task An_accepted_continuation_that_settles_leaves_one_warm_start_the_newest()
    {
        var live = Live();

        await FollowAsync(live, error: 0.01, from: 0);
        await FollowAsync(live, error: 0.01, from: 20);

        var package = Assert.Single(Directory.GetDirectories(folder.At("out", "warmstart")));
        Assert.Equal(Verdict.Accept, WarmStartPackage.Open(package).Description.Judgement.Verdict);
        Assert.Equal(2, written.Count);
        Assert.All(written, request => Assert.Equal((folder.At("case"), WarmStartKind.Continue), (request.CasePath, request.Kind)));
    }

    [Fact]
    public async Task One_that_is_not_accepted_leaves_none()
    {
        await FollowAsync(Live(), error: 0.5, from: 0); // of the fluctuation: advisory

        Assert.Empty(written);
    }

    [Fact]
    public async Task One_that_the_judge_could_not_try_so_far_leaves_none()
    {
        await FollowAsync(Live(), error: 0.01, from: 0, seen: 60);

        Assert.Empty(written);
    }

    [Fact]
    public async Task One_that_does_not_settle_leaves_none()
    {
        await FollowAsync(Live(), error: 0.01, from: 0, growth: 0.05);

        Assert.Empty(written);
    }

    [Fact]
    public async Task A_run_that_is_developed_already_is_left_alone()
    {
        await FollowAsync(Live(), error: 0.01, from: 0, before: 1);

        Assert.Empty(written);
    }

    [Fact]
    public async Task A_solver_that_has_come_as_far_itself_is_left_alone()
    {
        await FollowAsync(Live(), error: 0.01, from: 0, meanwhile: 50);

        Assert.Empty(written);
    }

    [Fact]
    public async Task A_case_whose_schemes_were_changed_meanwhile_gets_none()
    {
        await FollowAsync(Live(), error: 0.01, from: 0, then: () => scheme = "upwind");

        Assert.Empty(written);
    }

    public void Dispose() => folder.Dispose();

    LiveWarmStart Live()
    {
        folder.Write("case/system/controlDict", "");
        var plugins = new PluginCatalog(new ConfigurationBuilder().Build());
        plugins.AddWarmStartSink<NoOptions>("fake", _ => true, (_, _) => new Sink(written));
        plugins.AddSource<NoOptions>("fake", "a fake", _ => true, (_, _, _) => source);
        plugins.AddNumericsReader<NoOptions>("fake", _ => true, (_, _) => new Numerics(this));
        return new(folder.At("case"), plugins, new() { Output = new() { Directory = folder.At("out") }, WarmStart = new() { LeastSteps = 0 } }, TimeProvider.System, NullLogger.Instance);
    }

    // A wave that comes to its height where the observed steps end, and an engine that knows it but for an error; seen for so long that
    // the judge has tried it to where the wave has settled.
    async Task FollowAsync(LiveWarmStart live, double error, double from, double growth = 0, int seen = 480, double before = 0.8, double meanwhile = 0, Action? then = null)
    {
        var end = from + 0.2 * (seen + 19);
        source.Put(end + meanwhile);
        Field[] At(double t, double off) => [Some.Scalar("p", Cells, cell => (t > end ? 1 : before) * Math.Exp(growth * t) * Math.Sin(t + cell) + off)];
        var window = Some.Trajectory(Mesh, Enumerable.Range(0, seen + 20).Select(i => from + 0.2 * i), t => At(t, 0));
        var engines = new Dictionary<string, IContinuationEngine> { ["oracle"] = new FakeEngine((_, t) => new(At(t, error * Math.Sqrt(0.5)))) };
        var forecast = await new Forecaster(engines, new() { HorizonSteps = 100, WindowSteps = seen }, TimeProvider.System, NullLogger.Instance).ForecastAsync(new(window, []), default);
        var following = live.Follow(forecast);

        await foreach (var step in forecast.Steps) following.See(step);
        then?.Invoke();
        await following.EndAsync(default);
    }

    sealed class Numerics(LiveWarmStartTests test) : INumericsReader
    {
        public CaseNumerics Read(string casePath, CancellationToken cancellationToken) => Solved.Like(("divSchemes", "div(phi,U)", test.scheme));
    }

    sealed class Sink(List<WarmStartRequest> written) : IWarmStartSink
    {
        public Task<WrittenWarmStart> WriteAsync(WarmStartRequest request, CancellationToken cancellationToken)
        {
            written.Add(request);
            Directory.CreateDirectory(request.Directory);
            File.WriteAllText(Path.Combine(request.Directory, "U"), "values");
            return Task.FromResult(new WrittenWarmStart(request.StartSeconds ?? 0, [], null, []));
        }
    }
}
