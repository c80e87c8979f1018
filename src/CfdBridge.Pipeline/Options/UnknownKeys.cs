using System.Collections;
using Microsoft.Extensions.Configuration;

namespace CfdBridge.Pipeline;

/// <summary>A misspelt option must not be ignored in silence.</summary>
public static class UnknownKeys
{
    /// <summary>Compares the keys of a section with the properties of the options record it is bound to.</summary>
    /// <exception cref="UsageException">A key has no property.</exception>
    public static void Refuse(IConfigurationSection section, Type options, params string[] allowed)
    {
        var properties = options.GetProperties().Where(property => property.CanWrite).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (allowed.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) continue;
            if (!properties.TryGetValue(child.Key, out var property))
                throw new UsageException(child.Path.Replace(':', '.'), "there is no such option", NearMatch.Hint(child.Key, properties.Keys));
            if (IsRecord(property.PropertyType)) Refuse(child, property.PropertyType, allowed);
        }
    }

    static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);
}
