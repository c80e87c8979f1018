namespace CfdBridge.Worker;

/// <summary>The working folder of a demo. Only a folder that an earlier one made is ever deleted.</summary>
static class DemoFolder
{
    const string Marker = ".cfdbridge-demo";

    /// <exception cref="UsageException">The folder holds something else.</exception>
    public static void MakeAnew(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, Marker))) throw new UsageException("--dir", $"{folder} holds files that are not a demo's", "Choose another folder.");
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Marker), "Made by cfdbridge demo, which may delete this folder.\n");
    }
}
