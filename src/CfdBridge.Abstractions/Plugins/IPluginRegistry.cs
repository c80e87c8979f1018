namespace CfdBridge;

/// <summary>
/// Takes what a plugin offers: a kind (its name in the configuration), an options record bound from
/// <c>Plugins:&lt;kind&gt;</c> and validated at start, and a factory.
/// </summary>
public interface IPluginRegistry
{
    /// <summary>Offers a source.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="expects">What it can read, in words, for the message when nothing fits: "an OpenFOAM case (...)".</param>
    /// <param name="recognises">Whether it can read an absolute path.</param>
    /// <param name="create">Makes a source for one case.</param>
    void AddSource<TOptions>(string kind, string expects, Func<string, bool> recognises, Func<SourceRequest, TOptions, PluginContext, ISnapshotSource> create)
        where TOptions : class, new();

    /// <summary>Offers a continuation engine.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="create">Makes it, or throws <see cref="EngineRefusedException"/> where its options name nothing that it could work with: it is then left out, unless it is asked for by name.</param>
    void AddEngine<TOptions>(string kind, Func<TOptions, PluginContext, IContinuationEngine> create)
        where TOptions : class, new();

    /// <summary>Offers an engine that interpolates. It may have the name, and then the options, of a continuation engine.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="create">Makes it, or throws <see cref="EngineRefusedException"/> where its options name nothing that it could work with.</param>
    void AddInterpolation<TOptions>(string kind, Func<TOptions, PluginContext, IInterpolationEngine> create)
        where TOptions : class, new();

    /// <summary>Offers a sink.</summary>
    void AddSink<TOptions>(string kind, Func<TOptions, PluginContext, ISnapshotSink> create)
        where TOptions : class, new();

    /// <summary>Offers an engine that predicts states at run parameters.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="create">Makes it, or throws <see cref="EngineRefusedException"/> where its options name nothing that it could work with.</param>
    void AddStateEngine<TOptions>(string kind, Func<TOptions, PluginContext, IStateEngine> create)
        where TOptions : class, new();

    /// <summary>Offers a sink of warm starts.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="recognises">Whether it can write for the case at an absolute path.</param>
    /// <param name="create">Makes it.</param>
    void AddWarmStartSink<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, IWarmStartSink> create)
        where TOptions : class, new();

    /// <summary>Offers a runner of solvers.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="recognises">Whether it can run the case at an absolute path.</param>
    /// <param name="create">Makes it.</param>
    void AddSolverRunner<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, ISolverRunner> create)
        where TOptions : class, new();

    /// <summary>Offers a reader of how cases are solved. It may have the name, and then the options, of a source.</summary>
    /// <param name="kind">Name in the configuration, lower case.</param>
    /// <param name="recognises">Whether it can read the case at an absolute path.</param>
    /// <param name="create">Makes it.</param>
    void AddNumericsReader<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, INumericsReader> create)
        where TOptions : class, new();
}
