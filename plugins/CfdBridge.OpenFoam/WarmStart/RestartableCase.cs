using System.Globalization;

namespace CfdBridge.OpenFoam;

/// <summary>
/// Writes a case that a solver can go on from: a copy of <c>system</c> and <c>constant</c>, and a time directory in which only
/// the values differ from the case's own. Old time levels, averages and fluxes of another flow are never carried over.
/// </summary>
sealed class RestartableCase(RestartOptions options) : IWarmStartSink
{
    const double MostGlobal = 0.05; // of the inflow: a good state was seen to be off by 2 % at most

    public Task<WrittenWarmStart> WriteAsync(WarmStartRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Write(request, cancellationToken), cancellationToken);
    }

    public IReadOnlyList<string> Obstacles(string casePath, WarmStartKind kind, CancellationToken cancellationToken)
    {
        var folder = CaseFolder.Of(casePath);
        try
        {
            var template = CaseTemplate.Of(folder, kind, null, cancellationToken);
            CaseParts.Read(folder, template.Layout, template.Places, cancellationToken);
            return [];
        }
        catch (CaseFormatException failure)
        {
            return [failure.Message];
        }
    }

    WrittenWarmStart Write(WarmStartRequest request, CancellationToken cancellationToken)
    {
        var folder = CaseFolder.Of(request.CasePath);
        ExpectApart(folder, request.Directory);
        var notes = new List<string>();
        var template = CaseTemplate.Of(folder, request.Kind, request.StartSeconds, cancellationToken);
        var (whole, parts) = CaseParts.Read(folder, template.Layout, template.Places, cancellationToken);
        var control = CaseFiles.Dictionary(folder, "system/controlDict", cancellationToken);
        var startName = request.StartSeconds is { } asked ? CaseFiles.TimeNameOf(asked, control) : template.Name == "0.orig" ? "0" : template.Name;
        var start = double.Parse(startName, CultureInfo.InvariantCulture);
        var fields = parts.Select(part => Templates(folder, part, template, notes, cancellationToken)).ToArray();

        CopyCase(folder, request.Directory, template, parts, cancellationToken);
        WriteControl(folder, request, start, startName, control, notes);
        var geometry = FaceGeometry.Of(whole);
        FaceGeometry[] own = parts is [{ Cells: null }] ? [geometry] : [.. parts.Select(part => FaceGeometry.Of(part.Mesh))];
        var (flux, balance) = Flux(whole, geometry, fields[0], request.Fields, notes);
        if (balance?.GlobalBefore > MostGlobal) notes.Add(string.Create(CultureInfo.InvariantCulture, $"What flows in by the case's boundary conditions and out by the state differs by {balance.GlobalBefore:P0}: is the case set up for the parameters that were told?"));
        var binary = control?.TextOf("writeFormat") == "binary";
        var starting = new StartingValues(request.Fields, notes);
        var origins = new Dictionary<string, (FieldOrigin Origin, double[]? Values, ElementType Type)>();
        foreach (var name in fields[0].Keys)
        {
            var type = ElementType.OfVolField(fields[0][name].File.Header.Class)!; // templates are of these
            var values = starting.Of(name, type, whole.CellCount);
            origins[name] = (values?.Origin ?? FieldOrigin.Case, values?.Values, type);
            for (var i = 0; i < parts.Count; i++) WriteField(Path.Combine(request.Directory, parts[i].Folder, startName), startName, new(parts[i].Mesh, own[i], flux is null ? null : parts[i].FluxOf(flux)), parts[i], whole, fields[i][name], type, values?.Values, binary, i == 0 ? notes : []);
        }

        if (flux is not null)
        {
            foreach (var part in parts) FluxFile.Write(Path.Combine(request.Directory, part.Folder, startName, SurfaceFlux.Name), startName, part.Mesh, part.FluxOf(flux), binary);
        }

        var kept = origins.Where(origin => origin.Value.Origin == FieldOrigin.Case).Select(origin => origin.Key).ToArray();
        if (kept.Length > 0) notes.Add($"{string.Join(", ", kept)}: not in the state; as in {template.Name}/ of the case. A turbulence field that starts cold takes most of a warm start's gain away.");
        notes.AddRange(TimeLevels.Write(folder, request, template, parts, startName, cancellationToken));
        if (flux is not null && Courant(folder, whole, geometry, flux, control, cancellationToken) is { } courant) notes.Add(courant);
        var readBack = ReadBack.Check(request.Directory, startName, parts, origins, flux is null ? null : (flux, request.Fields.TryGet(SurfaceFlux.Name, FieldAssociation.Cell, out _) ? FieldOrigin.State : FieldOrigin.Derived), cancellationToken);
        if (request.Running == RunningSolver.WriteAndStop)
        {
            new StopRequest(folder).Hand(control);
            notes.Add("The solver of the case was asked to write its step and stop: stopAt writeNow in its system/controlDict, which stays there until you take it back.");
        }

        return new(start, readBack, balance, notes);
    }

    static void WriteControl(CaseFolder folder, WarmStartRequest request, double start, string startName, FoamDictionary? control, List<string> notes)
    {
        var entries = new Dictionary<string, string> { ["startFrom"] = "startTime", ["startTime"] = startName };
        if (request.EndSeconds is { } end) entries["endTime"] = CaseFiles.TimeNameOf(end, control);
        AtomicFile.Write(Path.Combine(request.Directory, "system", "controlDict"), into => into.Write(CaseFiles.ControlDict(folder, entries)));
        if ((request.EndSeconds ?? control?.NumberOf("endTime")) <= start) notes.Add($"endTime is not after {startName}, where this starts: no solver would do anything. Give a later one (--end).");
    }

    static void ExpectApart(CaseFolder folder, string directory)
    {
        var (root, into) = (RealPath.Of(folder.Root) ?? folder.Root, RealPath.Of(directory) ?? directory);
        if (RealPath.IsInside(into, root)) throw new UsageException("--out", $"{directory} lies inside the case", "Name a folder outside: the case is never written to.");
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()) throw new UsageException("--out", $"{directory} is not empty", "Name a new folder.");
    }

    // By name: the file of the case, what it says of the boundary. Fluxes are written anew or not at all.
    static Dictionary<string, (FieldTemplate File, FieldBoundary Boundary)> Templates(CaseFolder folder, CasePart part, CaseTemplate template, List<string> notes, CancellationToken cancellationToken)
    {
        var (fields, left) = (new Dictionary<string, (FieldTemplate, FieldBoundary)>(), new List<string>());
        foreach (var name in FieldNames.In(Path.Combine(part.Source, template.Name)))
        {
            var path = Path.Combine(part.Source, template.Name, name);
            if (FieldTemplate.Read(folder, path, cancellationToken) is not { } file || file.Header.Class == SurfaceFlux.Class) continue;
            if (template.Needed?.Contains(name) ?? !IsAverage(name)) fields[name] = (file, FieldBoundary.Of(folder, path, file, cancellationToken));
            else left.Add(name);
        }

        if (left.Count > 0 && part.Folder is "" or "processor0") notes.Add($"Left out, as the case was set up without them: {string.Join(", ", left)}.");
        return fields.Count > 0 ? fields : throw new CaseFormatException(folder.NameOf(Path.Combine(part.Source, template.Name)), "it holds no field on cells", "Set the case up first.");
    }

    static bool IsAverage(string name) => name.EndsWith("Mean", StringComparison.Ordinal);

    static void CopyCase(CaseFolder folder, string directory, CaseTemplate template, IReadOnlyList<CasePart> parts, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "system", "constant" }) CaseFiles.CopyFolder(folder.At(name), Path.Combine(directory, name), cancellationToken);
        foreach (var part in parts)
        {
            if (part.Folder.Length > 0) CaseFiles.CopyFolder(Path.Combine(part.Source, "constant"), Path.Combine(directory, part.Folder, "constant"), cancellationToken);
            CaseFiles.CopyFolder(Path.Combine(part.Source, template.Places.Topology), Path.Combine(directory, part.Folder, "constant", "polyMesh"), cancellationToken);
        }
    }

    (double[]? Flux, FluxBalance? Balance) Flux(PolyMesh whole, FaceGeometry geometry, Dictionary<string, (FieldTemplate File, FieldBoundary Boundary)> fields, FieldSet state, List<string> notes)
    {
        if (options.Flux == FluxChoice.Omitted)
        {
            notes.Add("phi: omitted, as Plugins.Options.openfoam-restart.Flux says; the solver interpolates the velocity.");
            return (null, null);
        }

        var (velocity, pressure) = (fields.GetValueOrDefault("U"), fields.GetValueOrDefault("p"));
        var obstacle = CaseFlux.Obstacle(whole, velocity.File, pressure.File, fields.Keys);
        if (obstacle is null && !state.TryGet("U", FieldAssociation.Cell, out _)) obstacle = "the state has no U";
        if (obstacle is not null)
        {
            notes.Add($"phi: omitted, as {obstacle}; the solver interpolates the velocity.");
            return (null, null);
        }

        var known = state.TryGet(SurfaceFlux.Name, FieldAssociation.Cell, out var cells) ? SurfaceFlux.OnFaces(whole, cells) : null;
        notes.Add(known is null ? "phi: the velocity interpolated to the faces, made to keep mass in every cell." : "phi: that of the state, made to keep mass in every cell.");
        return CaseFlux.Of(whole, geometry, velocity.Boundary, pressure.Boundary, state["U"].ToDouble(), known);
    }

    static void WriteField(string directory, string startName, PatchValues patchValues, CasePart part, PolyMesh whole, (FieldTemplate File, FieldBoundary Boundary) field, ElementType type, double[]? values, bool binary, List<string> notes)
    {
        var path = Path.Combine(directory, field.File.Name);
        if (values is null)
        {
            AtomicFile.Write(path, into => into.Write(field.File.Raw(0, field.File.Length)));
            return;
        }

        var own = part.CellsOf(values, type.Components);
        var patches = patchValues.Of(field.Boundary, type, own, part.Beyond(whole, values, type.Components), (patch, condition) => notes.Add($"{field.File.Name}: the value of patch {patch} ({condition}) stands as it was."));
        new FieldWriting(field.File, startName, binary).Write(path, type, own, patches);
    }

    // Of a transient solver: a start that is too fast for its time step had better be known before.
    static string? Courant(CaseFolder folder, PolyMesh mesh, FaceGeometry geometry, double[] flux, FoamDictionary? control, CancellationToken cancellationToken)
    {
        if (TimeLevels.Scheme(folder, cancellationToken) is "steadyState" or null || control?.NumberOf("deltaT") is not { } step) return null;
        var through = new double[mesh.CellCount];
        for (var face = 0; face < flux.Length; face++)
        {
            through[mesh.Owner[face]] += Math.Abs(flux[face]);
            if (face < mesh.Neighbour.Length) through[mesh.Neighbour[face]] += Math.Abs(flux[face]);
        }

        var largest = through.Zip(geometry.Volumes, (sum, volume) => volume > 0 ? 0.5 * step * sum / volume : 0).Max();
        return string.Create(CultureInfo.InvariantCulture, $"The largest Courant number is {largest:G3} at a time step of {step:G4} s{(largest > 1 ? ": begin with smaller ones" : "")}.");
    }
}
