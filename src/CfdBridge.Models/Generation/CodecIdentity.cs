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

    /// <summary>Refuses a generator of another codec's latents.</summary>
    /// <param name="codecSha256">That the generator was trained with.</param>
    /// <param name="generator">The generator's folder.</param>
    /// <param name="codec">The codec's folder.</param>
    /// <exception cref="CaseFormatException">It is of another codec, or the codec's weights are missing.</exception>
    internal static void Expect(string codecSha256, string generator, string codec)
    {
        if (codecSha256 != Of(codec))
            throw new CaseFormatException(Path.Combine(generator, ModelFolder.DescriptionFile), $"it was trained on the latents of another codec than {codec}", "Name the codec it was trained with, or train it again with this one.");
    }
}
