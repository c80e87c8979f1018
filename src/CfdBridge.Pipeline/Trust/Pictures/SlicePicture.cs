namespace CfdBridge.Pipeline;

/// <summary>A slice through one field, as numbers; who shows it chooses the colours.</summary>
/// <param name="Title">Such as <c>last observed</c>.</param>
/// <param name="Quantity">What is shown, with its unit where it is known.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Values">Row by row from the top, NaN outside the mesh [height, width].</param>
/// <param name="Low">Lower end of the colours.</param>
/// <param name="High">Upper end of the colours.</param>
/// <param name="IsSpread">Whether it shows an interval's width rather than the field.</param>
public sealed record SlicePicture(string Title, string Quantity, int Width, int Height, float[] Values, double Low, double High, bool IsSpread);

/// <summary>The pictures of a continuation: its first vector field, or its first field where it has none.</summary>
static class SlicePictures
{
    /// <param name="observed">The last observed state.</param>
    /// <param name="predicted">A predicted one, each field with its companions.</param>
    /// <param name="lead">Steps from the one to the other.</param>
    public static IEnumerable<SlicePicture> Of(SlicePlane plane, FieldSet observed, FieldSet predicted, int lead)
    {
        var shown = Math.Max(0, observed.ToList().FindIndex(field => field.Components == 3));
        var field = observed[shown];
        if (field.Association != FieldAssociation.Cell) yield break;
        var (before, after) = (Sizes(field), Sizes(predicted[Companions.MeanPlace(shown)]));
        var (low, high) = (before.Concat(after).Min(), before.Concat(after).Max());
        var widths = predicted[Companions.HighPlace(shown)].ToSingle().Zip(predicted[Companions.LowPlace(shown)].ToSingle(), (to, from) => (to - from) / 2).Chunk(field.Components).Select(Norm).ToArray();
        var quantity = field.Components > 1 ? $"|{field.Name}|" : field.Name;
        yield return Picture("Last observed", quantity, before, low, high, spread: false);
        yield return Picture($"Predicted, {lead} steps later", quantity, after, low, high, spread: false);
        yield return Picture($"How far off, {lead} steps later", $"half width of the 90 % interval of {field.Name}", widths, 0, widths.Max(), spread: true);

        SlicePicture Picture(string title, string what, float[] values, double least, double most, bool spread) =>
            new(title, what, plane.Width, plane.Height, [.. plane.Cells.Select(cell => cell < 0 ? float.NaN : values[cell])], least, most, spread);
    }

    // Lengths of vectors, scalars as they are.
    public static float[] Sizes(Field field) => field.Components == 1 ? field.ToSingle() : [.. field.ToSingle().Chunk(field.Components).Select(Norm)];

    public static float Norm(float[] row) => MathF.Sqrt(row.Sum(value => value * value));
}
