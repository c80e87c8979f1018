namespace CfdBridge.OpenFoam;

/// <summary>Works out the values of patches that follow the cells.</summary>
/// <param name="flux">Through the faces, to tell where the flow leaves; null where it is not known.</param>
sealed class PatchValues(PolyMesh mesh, FaceGeometry geometry, double[]? flux)
{
    /// <summary>Values by patch [faces, components], of those that are to be written anew.</summary>
    /// <param name="cells">Of the field [cells, components].</param>
    /// <param name="beyond">Values of cells behind cuts between ranks, by patch.</param>
    /// <param name="unknown">Told of types that nobody here knows.</param>
    public IReadOnlyDictionary<string, double[]> Of(FieldBoundary boundary, ElementType type, double[] cells, IReadOnlyDictionary<string, double[]> beyond, Action<string, string> unknown)
    {
        var values = new Dictionary<string, double[]>();
        foreach (var patch in mesh.Patches)
        {
            var condition = boundary.TypeOf(patch.Name);
            switch (PatchRules.Of(condition))
            {
                case PatchRule.Cell: values[patch.Name] = Cells(patch, cells, type); break;
                case PatchRule.Slip: values[patch.Name] = Slip(patch, cells, type); break;
                case PatchRule.Outflow when (boundary.ValuesOf(patch, type, "inletValue") ?? boundary.ValuesOf(patch, type)) is { } entering: values[patch.Name] = Outflow(patch, cells, type, entering); break;
                case PatchRule.Cut when beyond.TryGetValue(patch.Name, out var other): values[patch.Name] = other; break;
                case PatchRule.Unknown when condition.Length > 0: unknown(patch.Name, condition); break;
            }
        }

        return values;
    }

    double[] Cells(PatchEntry patch, double[] cells, ElementType type)
    {
        var width = type.Components;
        var values = new double[patch.Size * width];
        for (var i = 0; i < patch.Size; i++) cells.AsSpan(mesh.Owner[patch.Start + i] * width, width).CopyTo(values.AsSpan(i * width));
        return values;
    }

    double[] Slip(PatchEntry patch, double[] cells, ElementType type)
    {
        var values = Cells(patch, cells, type);
        if (type != ElementType.Vector) return values;
        for (var i = 0; i < patch.Size; i++)
        {
            var area = geometry.Areas.AsSpan(3 * (patch.Start + i), 3);
            var value = values.AsSpan(3 * i, 3);
            var square = area[0] * area[0] + area[1] * area[1] + area[2] * area[2];
            var across = square > 0 ? (area[0] * value[0] + area[1] * value[1] + area[2] * value[2]) / square : 0;
            for (var axis = 0; axis < 3; axis++) value[axis] -= across * area[axis];
        }

        return values;
    }

    double[] Outflow(PatchEntry patch, double[] cells, ElementType type, double[] entering)
    {
        var values = Cells(patch, cells, type);
        for (var i = 0; i < patch.Size; i++)
        {
            if (flux is not null && flux[patch.Start + i] < 0) entering.AsSpan(i * type.Components, type.Components).CopyTo(values.AsSpan(i * type.Components));
        }

        return values;
    }
}
