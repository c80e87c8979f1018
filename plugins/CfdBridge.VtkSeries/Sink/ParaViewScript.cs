namespace CfdBridge.VtkSeries;

/// <summary>The script beside the products that shows them side by side.</summary>
static class ParaViewScript
{
    const string FileName = "open_in_paraview.py";

    /// <summary>Writes it where none stands: the user may have changed the one that does.</summary>
    public static void WriteOnce(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (File.Exists(path)) return;
        using var script = typeof(ParaViewScript).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException($"{FileName} is not embedded in the plugin.");
        AtomicFile.Write(path, script.CopyTo);
    }
}
