namespace CfdBridge.Pipeline;

/// <summary>Where the products of a case go.</summary>
public static class CaseFolder
{
    /// <summary>The output folder: as set, or <c>&lt;case&gt;-cfdbridge</c> beside the case. Never inside the case.</summary>
    /// <exception cref="UsageException">The folder set lies inside the watched case.</exception>
    public static string OutputFor(string casePath, string configured)
    {
        var subject = Path.TrimEndingDirectorySeparator(Path.GetFullPath(casePath));
        var folder = Directory.Exists(subject) ? subject : Path.GetDirectoryName(subject)!; // a file has a folder
        var output = configured.Length > 0 ? Path.GetFullPath(configured) : Beside(subject, folder);
        if (output == folder || output.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UsageException("Output.Directory", $"{output} lies inside the watched case {folder}", "Choose a folder outside it: nothing is written inside a case.");
        return output;
    }

    static string Beside(string subject, string folder) => Directory.Exists(subject)
        ? subject + "-cfdbridge"
        : Path.Combine(Path.GetDirectoryName(folder) ?? folder, $"{Path.GetFileName(folder)}-{Path.GetFileNameWithoutExtension(subject)}-cfdbridge");
}
