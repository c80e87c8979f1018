using System.Security.Cryptography;

namespace CfdBridge.Models;

/// <summary>Which codec latents are of: a generator understands those of one codec only.</summary>
public static class CodecIdentity
{
    /// <summary>SHA-256 of a saved codec's weights, in hexadecimal digits.</summary>
    /// <exception cref="CaseFormatException">The weights are missing.</exception>
    public static string Of(string folder)
    {
        var path = Path.Combine(folder, ModelFolder.WeightsFile);
        if (!File.Exists(path)) throw new CaseFormatException(path, "it is missing", "Name the folder of a codec that `cfdbridge train codec` wrote.");
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
