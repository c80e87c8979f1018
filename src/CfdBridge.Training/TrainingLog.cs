using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CfdBridge.Training;

/// <summary>The log of a training: one JSON line after another. A line counts once its end is written, so a kill cuts off at most one.</summary>
public static class TrainingLog
{
    /// <summary>Name of the log in a checkpoint's folder.</summary>
    public const string FileName = "training.jsonl";

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a training that diverges logs that its loss is no number
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Adds a line; what a kill left of an earlier one is cut away first.</summary>
    public static void Append(string path, TrainingLogLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file path always has a directory
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(WholeLines(stream));
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoded(line));
    }

    /// <summary>All whole lines; none where there is no log yet.</summary>
    /// <exception cref="CaseFormatException">A whole line is not what it should be.</exception>
    public static IReadOnlyList<TrainingLogLine> Read(string path)
    {
        if (!File.Exists(path)) return [];
        var text = File.ReadAllText(path);
        var rows = text[..(text.LastIndexOf('\n') + 1)].Split('\n')[..^1];
        return [.. rows.Select((row, i) => Parsed(path, row, i + 1))];
    }

    /// <summary>
    /// Keeps what led up to a step of a stage, so that a training resumed there repeats no line: earlier stages whole,
    /// of this one the lines up to the step, of later ones nothing.
    /// </summary>
    public static void Truncate(string path, string stage, long step)
    {
        if (!File.Exists(path)) return;
        var (kept, reached) = (new MemoryStream(), false);
        foreach (var line in Read(path))
        {
            var here = line.Stage == stage;
            if (here ? line.Step > step : reached) break;
            reached |= here;
            kept.Write(Encoded(line));
        }

        AtomicFile.Write(path, kept.WriteTo);
    }

    static byte[] Encoded(TrainingLogLine line) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Json) + "\n");

    static TrainingLogLine Parsed(string path, string row, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingLogLine>(row, Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException failure)
        {
            throw new CaseFormatException(path, $"line {number} is no line of a training ({failure.Message.TrimEnd('.')})", "Delete the line, or the file to begin a new log.", failure);
        }
    }

    static long WholeLines(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n') return end;
        }

        return 0;
    }
}
