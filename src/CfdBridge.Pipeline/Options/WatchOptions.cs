using System.ComponentModel;

namespace CfdBridge.Pipeline;

public sealed record WatchOptions
{
    [Description("Cases to watch: OpenFOAM case folders, .foam, .pvd or .series files, or folders of VTK files.")]
    public IReadOnlyList<string> Cases { get; init; } = [];

    [Description("Seconds between two looks at a case; these looks are the truth, events only hasten them.")]
    public double ScanSeconds { get; init; } = 0.5;

    [Description("Seconds without a change after which a step counts as whole when the solver leaves no proof of it.")]
    public double QuietSeconds { get; init; } = 2;

    [Description("File-system events: Auto (off on network file systems), On or Off.")]
    public EventMode Events { get; init; } = EventMode.Auto;

    [Description("Seconds without any change after which the service ends by itself; 0 keeps it running.")]
    public double UntilIdleSeconds { get; init; }

    [Description("Fields to read; empty reads all.")]
    public IReadOnlyList<string> Fields { get; init; } = [];

    [Description("Region of a multi-region case; empty for the only one.")]
    public string Region { get; init; } = "";

    [Description("Earliest time to take, seconds; null for no limit.")]
    public double? FromTime { get; init; }

    [Description("Latest time to take, seconds; null for no limit.")]
    public double? ToTime { get; init; }

    /// <summary>What to read of a case, as set here.</summary>
    public SourceRequest Request(string path) => new(path, Region.Length > 0 ? Region : null, Fields);
}

public enum EventMode
{
    Auto,
    On,
    Off,
}
