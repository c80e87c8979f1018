namespace CfdBridge.Pipeline;

/// <summary>The user's folder for state that must be local: <c>$XDG_STATE_HOME/cfdbridge</c>.</summary>
public static class StateFolder
{
    public static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set
            ? set
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
        "cfdbridge");
}
