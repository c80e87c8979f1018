namespace CfdBridge.OpenFoam;

/// <summary>Whether the solver deletes old steps: <c>purgeWrite</c> of <c>controlDict</c>, read again whenever the file changes.</summary>
sealed class PurgeSetting(CaseFolder folder)
{
    FileStamp read;
    bool purges;

    public bool Look(CancellationToken cancellationToken)
    {
        var path = folder.At("system", "controlDict");
        var stamp = FileStamp.OfEither(path);
        if (stamp == read) return purges;
        read = stamp;
        try
        {
            using var stream = FoamFiles.Open(folder, path, cancellationToken);
            var header = FoamHeader.TryRead(stream) ?? FoamHeader.Text;
            var entries = new DictionaryParser(stream, header, new IncludeScope(folder, path, cancellationToken), capture: null).ReadFile();
            purges = entries.NumberOf("purgeWrite") > 0;
        }
        catch (CaseFormatException)
        {
            purges = false; // the user is editing it, or uses what only the solver can compute
        }

        return purges;
    }
}
