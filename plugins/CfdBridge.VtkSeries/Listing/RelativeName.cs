namespace CfdBridge.VtkSeries;

/// <summary>What a step is called: its file's path within the series, without extension.</summary>
static class RelativeName
{
    public static string Of(string folder, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/');
}
