using System.Reflection;
using Microsoft.Extensions.Logging;

namespace CfdBridge.Pipeline;

/// <summary>Finds plugins in folders, one folder each, and lets them register.</summary>
public static class PluginLoader
{
    /// <summary>Loads every plugin below the given folders.</summary>
    /// <param name="directories">A plugin's own folder (it holds <c>&lt;FolderName&gt;.dll</c>) or a folder of such folders.</param>
    public static void Load(IEnumerable<string> directories, IPluginRegistry registry, ILogger logger)
    {
        foreach (var directory in directories.Select(Path.GetFullPath))
        {
            if (!Directory.Exists(directory))
                throw new UsageException("CfdBridge.Plugins.Directories", $"there is no folder {directory}", "Build the plugins, or remove the entry.");
            var folders = File.Exists(MainAssembly(directory)) ? [directory] : Directory.GetDirectories(directory).Where(d => File.Exists(MainAssembly(d))).Order(StringComparer.Ordinal).ToArray();
            if (folders.Length == 0)
                throw new UsageException("CfdBridge.Plugins.Directories", $"{directory} holds no plugin", "A plugin's folder holds an assembly of the folder's own name.");
            foreach (var folder in folders) LoadOne(MainAssembly(folder), registry, logger);
        }
    }

    static void LoadOne(string path, IPluginRegistry registry, ILogger logger)
    {
        var assembly = new PluginLoadContext(path).LoadFromAssemblyPath(path);
        var modules = assembly.GetExportedTypes().Where(type => typeof(IPluginModule).IsAssignableFrom(type) && !type.IsAbstract).ToArray();
        if (modules.Length != 1)
            throw new UsageException(path, $"it has {modules.Length} public types that implement IPluginModule, expected one", "Is it built against this version of CfdBridge.Abstractions?");
        ((IPluginModule)Activator.CreateInstance(modules[0])!).Register(registry); // never null for a class
        Log.PluginLoaded(logger, assembly.GetName().Name ?? path, assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?");
    }

    static string MainAssembly(string folder) => Path.Combine(folder, Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar)) + ".dll");
}
