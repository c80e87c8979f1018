using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace CfdBridge.VtkSeries;

/// <summary>The two index formats that ParaView opens as a series, with the same content.</summary>
static class SeriesIndex
{
    /// <summary>A <c>.pvd</c>: XML, known to every ParaView.</summary>
    public static string Collection(OutputSeries series)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("VTKFile");
            xml.WriteAttributeString("type", "Collection");
            xml.WriteAttributeString("version", "0.1");
            xml.WriteStartElement("Collection");
            foreach (var entry in series.Entries)
            {
                xml.WriteStartElement("DataSet");
                xml.WriteAttributeString("timestep", entry.TimeSeconds.ToString("R", CultureInfo.InvariantCulture));
                xml.WriteAttributeString("group", "");
                xml.WriteAttributeString("part", "0");
                xml.WriteAttributeString("file", entry.RelativePath);
                xml.WriteEndElement();
            }

            xml.WriteFullEndElement();
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\"?>\n{text}\n";
    }

    /// <summary>A <c>.vtu.series</c>: JSON, known since ParaView 5.5.</summary>
    public static string FileSeries(OutputSeries series)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("file-series-version", "1.0");
            json.WriteStartArray("files");
            foreach (var entry in series.Entries)
            {
                json.WriteStartObject();
                json.WriteString("name", entry.RelativePath);
                json.WriteNumber("time", entry.TimeSeconds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }
}
