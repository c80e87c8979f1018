using System.ComponentModel;

namespace CfdBridge.Pipeline;

public sealed record PluginOptions
{
    [Description("Folders with further plugins, one folder each, or folders of such folders.")]
    public IReadOnlyList<string> Directories { get; init; } = [];
}
