using MathNet.Numerics;

namespace CfdBridge.Baselines;

/// <summary>The engines that need no training: what any other engine has to beat before it is believed.</summary>
public sealed class BaselinesModule : IPluginModule
{
    public void Register(IPluginRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        // This plugin's own copy of the library. Tables of a hundred rows: threads would cost more than they give.
        Control.UseSingleThread();
        registry.AddEngine<NoOptions>("persistence", (_, _) => new SuperpositionEngine(new Persistence()));
        registry.AddEngine<NoOptions>("linear", (_, _) => new SuperpositionEngine(new Linear()));
        registry.AddEngine<RepeatOptions>("repeat", (options, _) => new SuperpositionEngine(new Repeat(options)));
        registry.AddEngine<DmdOptions>("dmd", (options, _) => new SuperpositionEngine(new Dmd(options)));
        registry.AddEngine<AnalogOptions>("analog", (options, _) => options.Library.Length > 0
            ? new AnalogEngine(options)
            : throw new EngineRefusedException("Plugins.Options.analog.Library: no library is named. Name a folder of runs that `cfdbridge capture` wrote."));
        registry.AddInterpolation<NoOptions>("linear", (_, _) => new TimeInterpolation(steps: 2));
        registry.AddInterpolation<NoOptions>("cubic", (_, _) => new TimeInterpolation(steps: 4));
        registry.AddInterpolation<NoOptions>("cells", (_, _) => new CellInterpolation());
        registry.AddInterpolation<GappyPodOptions>("gappy-pod", (options, _) => new SensorFit(options));
        registry.AddStateEngine<NoOptions>("nearest", (_, _) => new StateSuperposition(new NearestRun()));
        registry.AddStateEngine<NoOptions>("linear", (_, _) => new StateSuperposition(new LagrangeRuns(points: 2)));
        registry.AddStateEngine<NoOptions>("lagrange", (_, _) => new StateSuperposition(new LagrangeRuns(points: 4)));
        registry.AddStateEngine<PodOptions>("pod", (options, _) => new StateSuperposition(new PodRegression(options)));
    }
}
