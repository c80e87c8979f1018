namespace CfdBridge.Data;

/// <summary>The user's folder of captured runs: <c>$XDG_DATA_HOME/cfdbridge/library</c>.</summary>
public static class LibraryFolder
{
    public static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } set
            ? set
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
        "cfdbridge", "library");
}
