using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.OpenFoam;

/// <summary>A cavity that icoFoam has run once; tests work on copies of it.</summary>
public sealed class FinishedCavity : IDisposable
{
    readonly TempFolder folder = new();
    int copies;

    public FinishedCavity()
    {
        Original = Cavity.Make(folder.At("original"));
        Foam.Run(Original, "icoFoam");
    }

    /// <summary>Serial and binary, with times 0.002 and 0.004.</summary>
    public string Original { get; }

    public string Copy()
    {
        var copy = folder.At($"copy{copies++}");
        foreach (var file in Directory.GetFiles(Original, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // a file inside the case has a folder
            File.Copy(file, target);
        }

        return copy;
    }

    public static ISnapshotSource Source(string directory) => new OpenFoamSource(new(directory, null, []), new());

    /// <summary>All steps of a case.</summary>
    public static async Task<IReadOnlyList<Snapshot>> ReadAll(string directory)
    {
        var source = Source(directory);
        var snapshots = new List<Snapshot>();
        foreach (var step in source.Scan(default).Steps) snapshots.Add(await source.ReadAsync(step, default));
        return snapshots;
    }

    public static void ExpectSame(IReadOnlyList<Snapshot> expected, IReadOnlyList<Snapshot> actual)
    {
        Assert.Equal(expected.Select(s => s.TimeSeconds), actual.Select(s => s.TimeSeconds));
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one.Mesh.Id, other.Mesh.Id);
            Assert.Equal(["U", "p"], other.Fields.Select(f => f.Name));
            foreach (var field in one.Fields)
            {
                Assert.Equal(field.ToDouble(), other.Fields[field.Name].ToDouble());
                Assert.Equal(field.Dimensions, other.Fields[field.Name].Dimensions);
            }
        }
    }

    public void Dispose() => folder.Dispose();
}
