using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Asks a solver that this program started to write and stop, by the case's own <c>controlDict</c>, which is put back afterwards.</summary>
sealed class StopRequest(CaseFolder folder)
{
    readonly string path = folder.At("system", "controlDict");
    readonly byte[] original = File.ReadAllBytes(folder.At("system", "controlDict"));

    /// <summary>Makes the solver look at the file while it runs.</summary>
    public void Allow() => Write(("runTimeModifiable", "yes"));

    /// <summary>Has the solver write its step and stop.</summary>
    public void Now() => Write(("runTimeModifiable", "yes"), ("stopAt", "writeNow"));

    public void Restore() => AtomicFile.Write(path, into => into.Write(original));

    void Write(params (string Key, string Value)[] entries)
    {
        var changed = Encoding.UTF8.GetString(CaseFiles.ControlDict(folder, entries.ToDictionary(entry => entry.Key, entry => entry.Value)));
        AtomicFile.WriteText(path, changed);
    }
}
