using Microsoft.Extensions.Configuration;

namespace CfdBridge.Pipeline;

/// <summary>Options records from configuration sections.</summary>
public static class BoundOptions
{
    /// <summary>Binds a section; what is not set keeps the record's default.</summary>
    /// <exception cref="UsageException">A value cannot be read as its type.</exception>
    public static TOptions Bind<TOptions>(IConfigurationSection section) where TOptions : class, new()
    {
        try
        {
            return section.Get<TOptions>() ?? new();
        }
        catch (InvalidOperationException wrong)
        {
            throw new UsageException(section.Path.Replace(':', '.'), wrong.Message.TrimEnd('.'), "Correct the value; `cfdbridge schema` prints every option with its type.", wrong);
        }
    }
}
