using CfdBridge.Vtk;

namespace CfdBridge.Native.Tests.VtkSeries;

/// <summary>VTU files as a solver would write them: without the bridge's mark.</summary>
static class SolverFiles
{
    /// <summary>Writes a step; without a time the file does not say it.</summary>
    public static string Write(string path, Mesh mesh, double? timeSeconds, params Field[] fields)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // tests write into folders
        using var grid = new PinnedGrid(mesh);
        foreach (var field in fields) grid.Add(field);
        if (timeSeconds is { } time) grid.SetTime(time);
        grid.Write(path, 1);
        return path;
    }
}
