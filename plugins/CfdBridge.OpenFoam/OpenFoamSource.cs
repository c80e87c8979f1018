namespace CfdBridge.OpenFoam;

/// <summary>Reads one case. Scanning and reading may go on at the same time, on different threads.</summary>
sealed class OpenFoamSource : ISnapshotSource
{
    readonly SourceRequest request;
    readonly OpenFoamOptions options;
    readonly CaseFolder folder;
    readonly CaseScan scan;
    readonly MeshStore meshes;
    readonly FieldNames fields = new();
    readonly Lock gate = new(); // of the scan

    public OpenFoamSource(SourceRequest request, OpenFoamOptions options)
    {
        this.request = request;
        folder = CaseFolder.Of(request.Path);
        this.options = options;
        scan = new(folder, request.Region, options);
        meshes = new(folder);
    }

    /// <inheritdoc/>
    public SourceScan Scan(CancellationToken cancellationToken)
    {
        lock (gate) return scan.Look(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Snapshot> ReadAsync(StepCandidate step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Task.FromResult(Read(step, cancellationToken)); // on the caller's thread: that of a watched case waits for no other
    }

    Snapshot Read(StepCandidate step, CancellationToken cancellationToken)
    {
        var (directory, places) = Find(step, cancellationToken);
        var files = new RankFiles(folder, directory.Layout, cancellationToken);
        var names = fields.Choose(files, directory.Folder, request.Fields);
        var (mesh, map) = meshes.Of(files, places);
        var read = names.Select(name => VolField.Read(files, directory.Folder, name, mesh.CellCount, map)).ToArray();
        if (options.Fluxes && FoamFiles.Exists(files.First(Path.Combine(directory.Folder, SurfaceFlux.Name)))) read = [.. read, FluxOf(directory, places, cancellationToken)];
        // A solver that restarts from an earlier time may have begun to overwrite the step in the meantime.
        if (directory.FingerprintNow() == step.Fingerprint) return new(step.TimeSeconds, mesh, new(read));
        directory.Unsettle();
        throw new CaseFormatException(folder.NameOf(folder.At(directory.Folder)), "the step was written again after it was seen", "Scan the case again, then read the step.");
    }

    Field FluxOf(TimeDirectory directory, MeshPlaces places, CancellationToken cancellationToken)
    {
        var (whole, parts) = CaseParts.Read(folder, directory.Layout, places, cancellationToken);
        var faces = new double[whole.Owner.Length];
        Dimensions? dimensions = null;
        foreach (var part in parts)
        {
            (var own, dimensions) = FluxFile.Read(folder, Path.Combine(part.Source, directory.Folder, SurfaceFlux.Name), part.Mesh, cancellationToken);
            part.PutFlux(own, faces);
        }

        return new(SurfaceFlux.Name, FieldAssociation.Cell, SurfaceFlux.Width(whole), SurfaceFlux.OnCells(whole, faces), dimensions);
    }

    (TimeDirectory, MeshPlaces) Find(StepCandidate step, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (scan.Find(step.Name) is null) scan.Look(cancellationToken); // seen by a source before this one
            var directory = scan.Find(step.Name)
                ?? throw new CaseFormatException(folder.NameOf(folder.At(step.Name)), "the step does not exist", "Was it purged? Raise purgeWrite, so that steps stay until they are read.");
            return (directory, MeshPlaces.Of(scan.Region, scan.UpTo(directory)));
        }
    }
}
