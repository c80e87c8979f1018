using System.ComponentModel;

namespace CfdBridge.Pipeline;

/// <summary>Everything that can be set, as it stands in appsettings.json under <c>CfdBridge</c>.</summary>
public sealed record BridgeOptions
{
    public const string Section = "CfdBridge";

    [Description("Which runs are watched, and when a step counts as whole.")]
    public WatchOptions Watch { get; init; } = new();

    [Description("How runs are continued.")]
    public ForecastOptions Forecast { get; init; } = new();

    [Description("How fields between the steps, on another mesh or from sensors are made.")]
    public InterpolationOptions Interpolation { get; init; } = new();

    [Description("When warm starts are made.")]
    public WarmStartOptions WarmStart { get; init; } = new();

    [Description("What is written.")]
    public OutputOptions Output { get; init; } = new();

    [Description("Where plugins are found, and their own options.")]
    public PluginOptions Plugins { get; init; } = new();

    [Description("What is logged.")]
    public LogOptions Log { get; init; } = new();
}
