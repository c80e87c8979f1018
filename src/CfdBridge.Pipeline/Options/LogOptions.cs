using System.ComponentModel;

namespace CfdBridge.Pipeline;

public sealed record LogOptions
{
    [Description("Least level on the console and in the file: Debug, Information, Warning or Error.")]
    public LogLevelName Level { get; init; } = LogLevelName.Information;

    [Description("Folder of the rolling JSON log; empty for logs under the user's local state folder.")]
    public string Directory { get; init; } = "";
}

public enum LogLevelName
{
    Debug,
    Information,
    Warning,
    Error,
}
