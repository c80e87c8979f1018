using System.Xml;
using System.Xml.Linq;

namespace CfdBridge.Vtk;

/// <summary>Small VTK XML files that only name other files.</summary>
static class XmlIndex
{
    /// <summary>The root element of a whole file.</summary>
    public static XElement Load(string path)
    {
        XmlFile.ExpectClosed(path);
        try
        {
            // The solver may replace or remove the file meanwhile: never stand in its way.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return XDocument.Load(file).Root ?? throw new XmlException("there is no root element");
        }
        catch (Exception failure) when (failure is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new CaseFormatException(path, $"the file cannot be read ({failure.Message.TrimEnd('.')})", "Write the step again; this index is damaged.", failure);
        }
    }

    /// <summary>A path as an index file gives it: relative to the index, with either kind of slash.</summary>
    public static string Beside(string indexPath, string path) =>
        Path.GetFullPath(path.Replace('\\', '/'), Path.GetDirectoryName(Path.GetFullPath(indexPath))!); // a file has a folder
}
