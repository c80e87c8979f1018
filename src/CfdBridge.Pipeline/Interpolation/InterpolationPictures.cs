namespace CfdBridge.Pipeline;

/// <summary>Pictures of an interpolated state: of its first vector field, or its first field where it has none.</summary>
static class InterpolationPictures
{
    /// <param name="mesh">What the state stands on.</param>
    /// <param name="step">With companions.</param>
    public static IEnumerable<SlicePicture> Of(Trajectory observed, Mesh mesh, InterpolatedStep step)
    {
        var fields = observed.Last.Fields.ToList();
        var shown = Math.Max(0, fields.FindIndex(field => field.Components == 3));
        var nearest = observed.Snapshots.MinBy(snapshot => Math.Abs(snapshot.TimeSeconds - step.TimeSeconds))!; // a run has a step
        var (mean, low, high) = (step.Fields[Companions.MeanPlace(shown)], step.Fields[Companions.LowPlace(shown)].ToSingle(), step.Fields[Companions.HighPlace(shown)].ToSingle());
        var (own, other) = (SlicePlane.Of(observed.Mesh), SlicePlane.Of(mesh));
        if (mean.Association != FieldAssociation.Cell || own is null || other is null || other.Cells.All(cell => cell < 0)) yield break; // a cloud has no cells to show
        var (before, after) = (SlicePictures.Sizes(nearest.Fields[shown]), SlicePictures.Sizes(mean));
        var (least, most) = (before.Concat(after).Min(), before.Concat(after).Max());
        var widths = high.Zip(low, (to, from) => (to - from) / 2).Chunk(mean.Components).Select(SlicePictures.Norm).ToArray();
        var quantity = mean.Components > 1 ? $"|{mean.Name}|" : mean.Name;
        yield return Picture(own, FormattableString.Invariant($"Nearest step of the solver, t = {nearest.TimeSeconds:G6} s"), quantity, before, least, most, spread: false);
        yield return Picture(other, FormattableString.Invariant($"Interpolated, t = {step.TimeSeconds:G6} s, where the interval is widest"), quantity, after, least, most, spread: false);
        yield return Picture(other, FormattableString.Invariant($"How far off, t = {step.TimeSeconds:G6} s"), $"half width of the 90 % interval of {mean.Name}", widths, 0, widths.Max(), spread: true);
    }

    static SlicePicture Picture(SlicePlane plane, string title, string quantity, float[] values, double low, double high, bool spread) =>
        new(title, quantity, plane.Width, plane.Height, [.. plane.Cells.Select(cell => cell < 0 ? float.NaN : values[cell])], low, high, spread);
}
