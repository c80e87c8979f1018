namespace CfdBridge.OpenFoam;

/// <summary>The whole lines that were added to a file since the last look.</summary>
sealed class GrowingLog(string path)
{
    long position;
    string begun = "";

    public IEnumerable<string> NewLines()
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(position, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var text = begun + reader.ReadToEnd();
        position = file.Position;
        var end = text.LastIndexOf('\n') + 1;
        begun = text[end..];
        return text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
