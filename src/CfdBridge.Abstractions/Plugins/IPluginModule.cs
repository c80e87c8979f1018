namespace CfdBridge;

/// <summary>The one public type of a plugin.</summary>
public interface IPluginModule
{
    /// <summary>Names what the plugin offers. Called once, when the plugin's folder is loaded.</summary>
    void Register(IPluginRegistry registry);
}
