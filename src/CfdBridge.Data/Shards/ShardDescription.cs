using System.Globalization;
using System.Text.Json.Serialization;

namespace CfdBridge.Data;

/// <summary>
/// What <c>shard.json</c> says of one captured run: everything a training needs to know besides the arrays.
/// </summary>
public sealed record ShardDescription
{
    public const string FileName = "shard.json";
    public const int CurrentFormat = 1;

    /// <summary>Version of this layout.</summary>
    public required int Format { get; init; }

    /// <summary>Name of the run, unique in its library.</summary>
    public required string Name { get; init; }

    /// <summary>Run parameters by name, such as Re.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Content hash of the mesh, which stands in <c>mesh.safetensors</c>.</summary>
    public required string MeshId { get; init; }

    /// <summary>The captured fields, in the order of their tensors.</summary>
    public required IReadOnlyList<ShardField> Fields { get; init; }

    /// <summary>Physical times of the snapshots, seconds, rising.</summary>
    public required IReadOnlyList<double> TimesSeconds { get; init; }

    /// <summary>Files of snapshots in order, each with at most <see cref="SnapshotsPerFile"/> of them.</summary>
    public required IReadOnlyList<ShardFile> Files { get; init; }

    /// <summary>Snapshots in a full file.</summary>
    public required int SnapshotsPerFile { get; init; }

    /// <summary>How the run was solved; null where it was captured before that was kept, or from files that do not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CaseNumerics? Numerics { get; init; }

    public string ToJson() => DescriptionFile.ToJson(this);

    /// <exception cref="CaseFormatException">The file is missing or not a shard's description.</exception>
    public static ShardDescription Load(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var description = DescriptionFile.Load<ShardDescription>(path, "Capture the run again.");
        return description.Format == CurrentFormat
            ? description
            : throw new CaseFormatException(path, $"its format is {description.Format}, this program reads {CurrentFormat}", "Capture the run again.");
    }
}

/// <summary>One captured field.</summary>
/// <param name="Name">The solver's name.</param>
/// <param name="Association">Cell or point data.</param>
/// <param name="Components">Numbers in a row.</param>
/// <param name="Dimensions">OpenFOAM's notation, or null where the format does not say.</param>
public sealed record ShardField(string Name, [property: JsonConverter(typeof(JsonStringEnumConverter<FieldAssociation>))] FieldAssociation Association, int Components, string? Dimensions)
{
    /// <summary>The dimensions as numbers; null where they are not known.</summary>
    [JsonIgnore]
    public Dimensions? Units => (Dimensions ?? "").Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var mass, var length, var time, var temperature, var quantity, var current, var light]
        ? new(Number(mass), Number(length), Number(time), Number(temperature), Number(quantity), Number(current), Number(light))
        : null;

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>One file of snapshots.</summary>
/// <param name="Name">File name inside the shard's folder.</param>
/// <param name="Sha256">Hash of its content.</param>
public sealed record ShardFile(string Name, string Sha256);
