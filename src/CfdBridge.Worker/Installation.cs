namespace CfdBridge.Worker;

/// <summary>Where the program's own files are.</summary>
static class Installation
{
    /// <summary>The project's root: the nearest folder above the program that holds <c>CfdBridge.sln</c>, or the program's own folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Folder of the plugins that come with the program.</summary>
    public static string Plugins
    {
        get
        {
            var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "plugins", configuration));
            return Directory.Exists(built) ? built : Path.Combine(AppContext.BaseDirectory, "plugins");
        }
    }

    public static string Settings => Path.Combine(Root, "appsettings.json");

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CfdBridge.sln"))) return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
