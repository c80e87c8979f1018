using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Asks a solver to write and stop, by the case's own <c>controlDict</c>; that of a run that this program started is put back afterwards.</summary>
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
        WriteNewer(("runTimeModifiable", "yes"), ("stopAt", "writeNow"));
    }

    /// <summary>The same for a solver that somebody else started, who asked for it.</summary>
    /// <exception cref="CaseFormatException">That solver does not look at the file while it runs.</exception>
    public void Hand(FoamDictionary? control)
    {
        if (control?.TextOf("runTimeModifiable") is "no" or "off" or "false" or "n" or "f")
            throw new CaseFormatException(folder.NameOf(path), "runTimeModifiable is off, so its solver does not look at it", "Stop the solver yourself; the next time, set runTimeModifiable yes.");
        WriteNewer(("stopAt", "writeNow"));
    }

    public void Restore() => AtomicFile.Write(path, into => into.Write(original));

    void WriteNewer(params (string Key, string Value)[] entries)
    {
        var written = File.GetLastWriteTimeUtc(path);
        Write(entries);
        File.SetLastWriteTimeUtc(path, written + Newer);
    }

    void Write(params (string Key, string Value)[] entries)
    {
        var changed = Encoding.UTF8.GetString(CaseFiles.ControlDict(folder, entries.ToDictionary(entry => entry.Key, entry => entry.Value)));
        AtomicFile.WriteText(path, changed);
    }
}
