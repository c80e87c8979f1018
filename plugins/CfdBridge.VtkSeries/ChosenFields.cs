namespace CfdBridge.VtkSeries;

/// <summary>
/// Which arrays of a file are the solution. Finite-volume solvers write cell data, and beside it, under the same names,
/// point data interpolated from it: where there is cell data, the point data is left out.
/// </summary>
static class ChosenFields
{
    /// <exception cref="CaseFormatException">A wanted field does not exist.</exception>
    public static FieldSet Of(FieldSet all, IReadOnlyList<string> wanted, string path)
    {
        if (wanted.Count > 0) return new(wanted.Distinct().Select(name => Named(all, name, path)));
        var cells = all.Where(f => f.Association == FieldAssociation.Cell).ToArray();
        return cells.Length > 0 ? new(cells) : all;
    }

    static Field Named(FieldSet all, string name, string path)
    {
        if (all.TryGet(name, FieldAssociation.Cell, out var onCells)) return onCells;
        if (all.TryGet(name, FieldAssociation.Point, out var onPoints)) return onPoints;
        throw new CaseFormatException(path, $"there is no field \"{name}\"", NearMatch.Hint(name, all.Select(f => f.Name)));
    }
}
