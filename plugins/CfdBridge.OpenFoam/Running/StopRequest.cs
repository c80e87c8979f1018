using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Asks a solver that this program started to write and stop, by the case's own <c>controlDict</c>, which is put back afterwards.</summary>
sealed class StopRequest(CaseFolder folder)
{
    readonly string path = folder.At("system", "controlDict");
    // OpenFOAM takes a file for changed when it is newer by more than its fileModificationSkew, 10 s as a rule.
    static readonly TimeSpan Newer = TimeSpan.FromMinutes(1);

    readonly byte[] original = File.ReadAllBytes(folder.At("system", "controlDict"));

    /// <summary>Makes the solver look at the file while it runs.</summary>
    public void Allow() => Write(("runTimeModifiable", "yes"));

    /// <summary>Has the solver write its step and stop.</summary>
    public void Now()
    {
        var written = File.GetLastWriteTimeUtc(path);
        Write(("runTimeModifiable", "yes"), ("stopAt", "writeNow"));
        File.SetLastWriteTimeUtc(path, written + Newer);
    }

    public void Restore() => AtomicFile.Write(path, into => into.Write(original));

    void Write(params (string Key, string Value)[] entries)
    {
        var changed = Encoding.UTF8.GetString(CaseFiles.ControlDict(folder, entries.ToDictionary(entry => entry.Key, entry => entry.Value)));
        AtomicFile.WriteText(path, changed);
    }
}
