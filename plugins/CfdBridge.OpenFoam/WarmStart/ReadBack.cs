namespace CfdBridge.OpenFoam;

/// <summary>Reads a written warm start as the solver will, and compares it with what was meant.</summary>
static class ReadBack
{
    /// <exception cref="CaseFormatException">It is not what was meant, or holds what no solver can start from.</exception>
    public static IReadOnlyList<WrittenField> Check(
        string directory, string startName, IReadOnlyList<CasePart> parts, IReadOnlyDictionary<string, (FieldOrigin Origin, double[]? Values, ElementType Type)> meant, (double[] Faces, FieldOrigin Origin)? flux, CancellationToken cancellationToken)
    {
        var folder = CaseFolder.Of(directory);
        var (start, control) = (FieldNames.In(Path.Combine(directory, parts[0].Folder, startName)), CaseFiles.Dictionary(folder, "system/controlDict", cancellationToken));
        if (control?.TextOf("startTime") != startName || control.TextOf("startFrom") != "startTime") throw Wrong(folder, "system/controlDict", "it does not start from the time that was written");
        var stray = start.Except(meant.Keys).Where(name => name != SurfaceFlux.Name).Where(name => FieldTemplate.Read(folder, Path.Combine(directory, parts[0].Folder, startName, name), cancellationToken) is not null).ToArray();
        if (stray.Length > 0) throw Wrong(folder, startName, $"it holds {string.Join(", ", stray)}, which nobody meant to write");
        return [.. meant.Select(field => Field(folder, startName, parts, field.Key, field.Value, cancellationToken)), .. flux is { } written ? new[] { Flux(folder, startName, parts, written.Faces, written.Origin, cancellationToken) } : []];
    }

    static WrittenField Field(CaseFolder folder, string startName, IReadOnlyList<CasePart> parts, string name, (FieldOrigin Origin, double[]? Values, ElementType Type) meant, CancellationToken cancellationToken)
    {
        var (low, high, rows) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        foreach (var part in parts)
        {
            var path = folder.At(part.Folder, startName, name);
            var layout = new Layout([new(part.Folder.Length > 0 ? folder.At(part.Folder) : folder.Root, 0, 1)], IsDecomposed: false);
            var values = VolField.Read(new(folder, layout, cancellationToken), startName, name, part.Mesh.CellCount, null).ToDouble();
            if (meant.Values is not null && !values.AsSpan().SequenceEqual(part.CellsOf(meant.Values, meant.Type.Components))) throw Wrong(folder, path, "it reads back with other values");
            Patches(folder, path, part, meant.Type, cancellationToken);
            foreach (var value in values)
            {
                if (!double.IsFinite(value)) throw Wrong(folder, path, $"it holds {value}");
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            rows += part.Mesh.CellCount;
        }

        return new(name, meant.Origin, meant.Type.Components, rows, low, high);
    }

    // Lists on patches have to be as long as the patches, or the solver stops.
    static void Patches(CaseFolder folder, string path, CasePart part, ElementType type, CancellationToken cancellationToken)
    {
        var file = FieldTemplate.Read(folder, path, cancellationToken) ?? throw Wrong(folder, path, "it is no field on cells");
        var boundary = FieldBoundary.Of(folder, path, file, cancellationToken);
        foreach (var patch in part.Mesh.Patches)
        {
            if (boundary.TypeOf(patch.Name).Length == 0 && patch.Kind is not ("empty" or "processor" or "cyclic" or "symmetry" or "symmetryPlane" or "wedge")) throw Wrong(folder, path, $"it has no boundary condition for the patch {patch.Name}");
            if (PatchRules.Of(boundary.TypeOf(patch.Name)) is PatchRule.Cell or PatchRule.Slip or PatchRule.Outflow or PatchRule.Cut && boundary.ValuesOf(patch, type) is { } values && Array.Exists(values, value => !double.IsFinite(value)))
                throw Wrong(folder, path, $"patch {patch.Name} holds what is no number");
        }
    }

    static WrittenField Flux(CaseFolder folder, string startName, IReadOnlyList<CasePart> parts, double[] meant, FieldOrigin origin, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            var path = folder.At(part.Folder, startName, SurfaceFlux.Name);
            var (faces, _) = FluxFile.Read(folder, path, part.Mesh, cancellationToken);
            var own = part.FluxOf(meant);
            foreach (var patch in part.Mesh.Patches.Where(patch => patch.Kind == "empty")) own.AsSpan(patch.Start, patch.Size).Clear();
            if (!faces.AsSpan().SequenceEqual(own)) throw Wrong(folder, path, "it reads back with other values");
            if (Array.Exists(faces, value => !double.IsFinite(value))) throw Wrong(folder, path, "it holds what is no number");
        }

        return new(SurfaceFlux.Name, origin, 1, meant.Length, meant.Min(), meant.Max());
    }

    static CaseFormatException Wrong(CaseFolder folder, string path, string fact) =>
        new(Path.IsPathRooted(path) ? folder.NameOf(path) : path, fact, "The warm start is not used. Is the disk full? Otherwise report this.");
}
