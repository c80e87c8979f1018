using Microsoft.Extensions.Logging;

namespace CfdBridge;

/// <summary>What the host lends to a plugin.</summary>
/// <param name="Logger">Carries case and time on every line.</param>
/// <param name="Time">The clock; the only one a plugin may read.</param>
public sealed record PluginContext(ILogger Logger, TimeProvider Time);
