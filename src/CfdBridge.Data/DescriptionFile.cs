using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CfdBridge.Data;

/// <summary>The small JSON files that explain the arrays beside them. Strict: nothing missing, nothing unknown.</summary>
public static class DescriptionFile
{
    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    static readonly JsonSerializerOptions Described = new(Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static string ToJson<T>(T description) => JsonSerializer.Serialize(description, Json);

    /// <summary>The JSON schema of such a file.</summary>
    public static string Schema<T>(string title)
    {
        var schema = Described.GetJsonSchemaAsNode(typeof(T), new() { TreatNullObliviousAsNonNullable = true }).AsObject();
        schema.Insert(0, "title", title);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(Json) + "\n";
    }

    /// <param name="path">The file.</param>
    /// <param name="fix">What the user can do when it cannot be read.</param>
    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static T Load<T>(string path, string fix)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CaseFormatException(path, $"it cannot be read ({failure.Message.TrimEnd('.')})", fix, failure);
        }
    }
}
