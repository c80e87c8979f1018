using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CfdBridge.Pipeline;

/// <summary>The JSON schema of appsettings.json, from the options records themselves.</summary>
public static class OptionsSchema
{
    static readonly JsonSerializerOptions Serializer = new()
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <param name="pluginOptions">Options record of each plugin kind.</param>
    public static string Of(IReadOnlyDictionary<string, Type> pluginOptions)
    {
        var bridge = Serializer.GetJsonSchemaAsNode(typeof(BridgeOptions), Exporter).AsObject();
        var kinds = new JsonObject();
        foreach (var (kind, type) in pluginOptions.OrderBy(p => p.Key, StringComparer.Ordinal)) kinds[kind] = Serializer.GetJsonSchemaAsNode(type, Exporter);
        bridge["properties"]!["Plugins"]!["properties"]!["Options"] = new JsonObject // the exporter has just made these nodes
        {
            ["description"] = "Options of each plugin, by its kind.",
            ["type"] = "object",
            ["properties"] = kinds,
        };

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "CfdBridge settings",
            ["type"] = "object",
            ["properties"] = new JsonObject { [BridgeOptions.Section] = bridge },
        };
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node || context.PropertyInfo?.AttributeProvider is not { } attributes) return schema;
        if (attributes.GetCustomAttributes(typeof(DescriptionAttribute), true).FirstOrDefault() is DescriptionAttribute description) node.Insert(0, "description", description.Description);
        if (attributes.GetCustomAttributes(typeof(RangeAttribute), true).FirstOrDefault() is RangeAttribute range)
        {
            node["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
            node["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
        }

        if (attributes is PropertyInfo { DeclaringType: { } owner } property && owner.GetConstructor([]) is not null
            && property.PropertyType is { } type && (type.IsPrimitive || type == typeof(string) || type.IsEnum))
        {
            node["default"] = JsonSerializer.SerializeToNode(property.GetValue(Activator.CreateInstance(owner)), Serializer);
        }

        return node;
    }
}
