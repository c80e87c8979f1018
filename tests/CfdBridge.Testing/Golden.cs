using Xunit.Sdk;

namespace CfdBridge.Testing;

/// <summary>Compares text with a file in the repository; <c>UPDATE_GOLDEN=1</c> rewrites the file instead.</summary>
public static class Golden
{
    public static void Matches(string path, string actual)
    {
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(path, text);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            throw new XunitException($"{path} is not what the code says now. If the change is meant, run the test with UPDATE_GOLDEN=1 and commit the file.");
    }
}
