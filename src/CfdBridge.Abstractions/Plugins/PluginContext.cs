using Microsoft.Extensions.Logging;

namespace CfdBridge;

/// <summary>What the host lends to a plugin.</summary>
/// <param name="Logger">Carries case and time on every line.</param>
/// <param name="Time">The clock; the only one a plugin may read.</param>
public sealed record PluginContext(ILogger Logger, TimeProvider Time)
{
    /// <summary>Whether it serves a run that is being watched: what takes minutes is done beside it there, and not waited for.</summary>
    public bool Watching { get; init; }
}
