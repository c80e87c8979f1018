using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace CfdBridge.Pipeline;

/// <summary>What the loaded plugins offer, with their options bound and checked.</summary>
public sealed class PluginCatalog : IPluginRegistry
{
    /// <summary>Configuration section of a plugin's own options, below <see cref="BridgeOptions.Section"/>.</summary>
    public const string OptionsSection = "Plugins:Options";

    readonly IConfiguration configuration;
    readonly Dictionary<string, SourceOffer> sources = [];
    readonly Dictionary<string, Func<PluginContext, IContinuationEngine>> engines = [];
    readonly Dictionary<string, Func<PluginContext, IInterpolationEngine>> interpolations = [];
    readonly Dictionary<string, Func<PluginContext, ISnapshotSink>> sinks = [];
    readonly Dictionary<string, Func<PluginContext, IStateEngine>> stateEngines = [];
    readonly Dictionary<string, CaseOffer<IWarmStartSink>> warmStartSinks = [];
    readonly Dictionary<string, CaseOffer<ISolverRunner>> solverRunners = [];
    readonly Dictionary<string, CaseOffer<INumericsReader>> numericsReaders = [];
    readonly SortedDictionary<string, Type> optionTypes = new(StringComparer.Ordinal);

    /// <param name="configuration">The section <see cref="BridgeOptions.Section"/>.</param>
    public PluginCatalog(IConfiguration configuration) => this.configuration = configuration;

    public IReadOnlyCollection<string> Engines => [.. engines.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Engines that interpolate.</summary>
    public IReadOnlyCollection<string> Interpolations => [.. interpolations.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyCollection<string> Sinks => [.. sinks.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyCollection<string> Sources => [.. sources.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyCollection<string> StateEngines => [.. stateEngines.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Sinks of warm starts.</summary>
    public IReadOnlyCollection<string> WarmStartSinks => [.. warmStartSinks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Runners of solvers.</summary>
    public IReadOnlyCollection<string> SolverRunners => [.. solverRunners.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Options record of each kind, for the schema.</summary>
    public IReadOnlyDictionary<string, Type> OptionTypes => optionTypes;

    public void AddSource<TOptions>(string kind, string expects, Func<string, bool> recognises, Func<SourceRequest, TOptions, PluginContext, ISnapshotSource> create)
        where TOptions : class, new() =>
        Add<TOptions, SourceOffer>(sources, kind, options => new(expects, recognises, (request, context) => create(request, options, context)));

    public void AddEngine<TOptions>(string kind, Func<TOptions, PluginContext, IContinuationEngine> create)
        where TOptions : class, new() =>
        Add<TOptions, Func<PluginContext, IContinuationEngine>>(engines, kind, options => context => create(options, context));

    public void AddInterpolation<TOptions>(string kind, Func<TOptions, PluginContext, IInterpolationEngine> create)
        where TOptions : class, new() =>
        Add<TOptions, Func<PluginContext, IInterpolationEngine>>(interpolations, kind, options => context => create(options, context));

    public void AddSink<TOptions>(string kind, Func<TOptions, PluginContext, ISnapshotSink> create)
        where TOptions : class, new() =>
        Add<TOptions, Func<PluginContext, ISnapshotSink>>(sinks, kind, options => context => create(options, context));

    public void AddStateEngine<TOptions>(string kind, Func<TOptions, PluginContext, IStateEngine> create)
        where TOptions : class, new() =>
        Add<TOptions, Func<PluginContext, IStateEngine>>(stateEngines, kind, options => context => create(options, context));

    public void AddWarmStartSink<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, IWarmStartSink> create)
        where TOptions : class, new() =>
        Add<TOptions, CaseOffer<IWarmStartSink>>(warmStartSinks, kind, options => new(recognises, context => create(options, context)));

    public void AddSolverRunner<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, ISolverRunner> create)
        where TOptions : class, new() =>
        Add<TOptions, CaseOffer<ISolverRunner>>(solverRunners, kind, options => new(recognises, context => create(options, context)));

    public void AddNumericsReader<TOptions>(string kind, Func<string, bool> recognises, Func<TOptions, PluginContext, INumericsReader> create)
        where TOptions : class, new() =>
        Add<TOptions, CaseOffer<INumericsReader>>(numericsReaders, kind, options => new(recognises, context => create(options, context)));

    /// <summary>The source for a path.</summary>
    /// <exception cref="CaseFormatException">No loaded source can read it.</exception>
    public ISnapshotSource OpenSource(SourceRequest request, PluginContext context)
    {
        if (!Path.Exists(request.Path)) throw new CaseFormatException(request.Path, "there is nothing at this path", "Give the path of a case, series or folder that exists.");
        var offer = sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value).FirstOrDefault(o => o.Recognises(request.Path))
            ?? throw new CaseFormatException(request.Path, "no source recognises it", $"Point at {string.Join(", or at ", sources.Values.Select(s => s.Expects))}.");
        return offer.Create(request, context);
    }

    /// <summary>All engines that are set up. One that its options leave out (no model, no library) is missed only where it is asked for by name.</summary>
    /// <param name="asked">Names that were asked for; may be empty.</param>
    /// <exception cref="EngineRefusedException">An engine that was asked for is not set up.</exception>
    public IReadOnlyDictionary<string, IContinuationEngine> CreateEngines(IReadOnlyCollection<string> asked, PluginContext context) =>
        SetUp(Engines, asked, kind => CreateEngine(kind, context));

    /// <summary>All engines that interpolate and are set up.</summary>
    /// <param name="asked">Names that were asked for; may be empty.</param>
    /// <exception cref="EngineRefusedException">An engine that was asked for is not set up.</exception>
    public IReadOnlyDictionary<string, IInterpolationEngine> CreateInterpolations(IReadOnlyCollection<string> asked, PluginContext context) =>
        SetUp(Interpolations, asked, kind => interpolations[kind](context));

    static Dictionary<string, TEngine> SetUp<TEngine>(IReadOnlyCollection<string> kinds, IReadOnlyCollection<string> asked, Func<string, TEngine> create)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var created = new Dictionary<string, TEngine>();
        foreach (var kind in kinds)
        {
            try
            {
                created[kind] = create(kind);
            }
            catch (EngineRefusedException) when (!asked.Contains(kind))
            {
                // Nobody asked for it, and its options name nothing that it could work with.
            }
        }

        return created;
    }

    /// <exception cref="UsageException">There is no engine of this name.</exception>
    /// <exception cref="EngineRefusedException">Its options leave it out.</exception>
    public IContinuationEngine CreateEngine(string kind, PluginContext context) =>
        engines.TryGetValue(kind, out var create) ? create(context) : throw new UsageException("engine", $"\"{kind}\" is unknown", NearMatch.Hint(kind, engines.Keys));

    /// <exception cref="UsageException">There is no sink of this name.</exception>
    public ISnapshotSink CreateSink(string kind, PluginContext context) =>
        sinks.TryGetValue(kind, out var create) ? create(context) : throw new UsageException("sink", $"\"{kind}\" is unknown", NearMatch.Hint(kind, sinks.Keys));

    /// <summary>All state engines that are set up, or the one asked for.</summary>
    /// <param name="asked">A name; empty for all.</param>
    /// <exception cref="UsageException">There is no state engine of this name.</exception>
    /// <exception cref="EngineRefusedException">The one that was asked for is not set up.</exception>
    public IReadOnlyDictionary<string, IStateEngine> CreateStateEngines(string asked, PluginContext context)
    {
        if (asked.Length > 0 && !stateEngines.ContainsKey(asked)) throw new UsageException("--engine", $"\"{asked}\" predicts no states", NearMatch.Hint(asked, stateEngines.Keys));
        return asked.Length == 0
            ? SetUp(StateEngines, [], kind => stateEngines[kind](context))
            : SetUp([asked], [asked], kind => stateEngines[kind](context));
    }

    /// <summary>The sink that writes warm starts for a case.</summary>
    /// <exception cref="CaseFormatException">No loaded plugin can.</exception>
    public IWarmStartSink CreateWarmStartSink(string casePath, PluginContext context) => OfferFor(warmStartSinks, casePath, "no plugin writes warm starts for such a case").Create(context);

    /// <summary>The runner of a case's solver.</summary>
    /// <exception cref="CaseFormatException">No loaded plugin can run it.</exception>
    public ISolverRunner CreateSolverRunner(string casePath, PluginContext context) => OfferFor(solverRunners, casePath, "no plugin runs the solver of such a case").Create(context);

    /// <summary>How a case is solved; null where no loaded plugin can tell, as of a series of files.</summary>
    public CaseNumerics? ReadNumerics(string casePath, PluginContext context, CancellationToken cancellationToken) =>
        Fitting(numericsReaders, casePath)?.Create(context).Read(casePath, cancellationToken);

    /// <summary>Why no warm start of a kind can be written for a case; empty where one can.</summary>
    public IReadOnlyList<string> ObstaclesOfWarmStart(string casePath, WarmStartKind kind, PluginContext context, CancellationToken cancellationToken) =>
        Fitting(warmStartSinks, casePath) is { } offer ? offer.Create(context).Obstacles(casePath, kind, cancellationToken) : ["Warm starts are written for OpenFOAM cases only."];

    static CaseOffer<T>? Fitting<T>(Dictionary<string, CaseOffer<T>> offers, string casePath) =>
        offers.OrderBy(offer => offer.Key, StringComparer.Ordinal).Select(offer => offer.Value).FirstOrDefault(offer => offer.Recognises(casePath));

    static CaseOffer<T> OfferFor<T>(Dictionary<string, CaseOffer<T>> offers, string casePath, string fact) =>
        Fitting(offers, casePath)
            ?? throw new CaseFormatException(casePath, fact, "Warm starts are written for OpenFOAM cases: name the folder that holds system/controlDict.");

    void Add<TOptions, TOffer>(Dictionary<string, TOffer> offers, string kind, Func<TOptions, TOffer> offer)
        where TOptions : class, new()
    {
        if (offers.ContainsKey(kind)) throw new UsageException($"plugin kind {kind}", "two plugins offer it", "Remove one of the plugin folders.");
        offers.Add(kind, offer(Bind<TOptions>(kind)));
    }

    TOptions Bind<TOptions>(string kind) where TOptions : class, new()
    {
        optionTypes.TryAdd(kind, typeof(TOptions));
        var section = configuration.GetSection($"{OptionsSection}:{kind}");
        UnknownKeys.Refuse(section, typeof(TOptions));
        var options = BoundOptions.Bind<TOptions>(section);
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new(options), wrong, validateAllProperties: true))
            throw new UsageException($"{section.Path.Replace(':', '.')}.{wrong[0].MemberNames.FirstOrDefault()}", (wrong[0].ErrorMessage ?? "invalid").TrimEnd('.'), "Correct it, or leave it out for the default.");
        return options;
    }

    sealed record CaseOffer<T>(Func<string, bool> Recognises, Func<PluginContext, T> Create);

    sealed record SourceOffer(string Expects, Func<string, bool> Recognises, Func<SourceRequest, PluginContext, ISnapshotSource> Create);
}
