namespace CfdBridge.Models;

/// <summary>One number per point: a component of a cell field.</summary>
/// <param name="Field">The solver's name.</param>
/// <param name="Component">Which of its components.</param>
public sealed record Channel(string Field, int Component);

/// <summary>
/// The components that a case solves for, in the order of the model's channels: of a vector only those along resolved
/// axes, so a two-dimensional flow has u, v, p.
/// </summary>
public sealed record FlowChannels(IReadOnlyList<Channel> List)
{
    public int Count => List.Count;

    /// <param name="fields">Names and numbers of components.</param>
    public static FlowChannels Of(IEnumerable<(string Name, int Components)> fields, ActiveAxes axes)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(axes);
        return new([.. fields.SelectMany(field => (field.Components == 3 ? axes.Axes : Enumerable.Range(0, field.Components)).Select(component => new Channel(field.Name, component)))]);
    }

    /// <summary>The channels of a snapshot's cell fields, row-major [cells, channels].</summary>
    /// <exception cref="CaseFormatException">One of the fields is not there.</exception>
    public float[] Gather(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var values = new float[snapshot.Mesh.CellCount * Count];
        for (var channel = 0; channel < Count; channel++)
        {
            var field = Find(snapshot.Fields, List[channel]);
            Spread(field.ToSingle(), field.Components, List[channel].Component, values, channel);
        }

        return values;
    }

    /// <summary>Cell fields like those of a layout with the channels' values; components that are no channel are zero.</summary>
    /// <param name="values">Row-major [cells, channels].</param>
    public FieldSet Scatter(ReadOnlySpan<float> values, FieldSet layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var fields = new List<Field>();
        foreach (var name in List.Select(channel => channel.Field).Distinct())
        {
            var like = Find(layout, List.First(channel => channel.Field == name));
            var filled = new float[values.Length / Count * like.Components];
            for (var channel = 0; channel < Count; channel++)
            {
                if (List[channel].Field != name) continue;
                for (var row = 0; row < values.Length / Count; row++) filled[row * like.Components + List[channel].Component] = values[row * Count + channel];
            }

            fields.Add(like.With(filled));
        }

        return new(fields);
    }

    /// <summary>The velocity in a snapshot's channels, row-major [cells, 3]: the field U, or else the first vector; null where there is none.</summary>
    /// <param name="values">Row-major [cells, channels].</param>
    public float[]? Velocity(ReadOnlySpan<float> values)
    {
        var vectors = List.GroupBy(channel => channel.Field).Where(field => field.Key == "U" || field.Count() > 1).OrderBy(field => field.Key == "U" ? 0 : 1).FirstOrDefault();
        if (vectors is null) return null;
        var velocity = new float[values.Length / Count * 3];
        foreach (var component in vectors)
        {
            var channel = List.ToList().IndexOf(component);
            for (var cell = 0; cell < values.Length / Count; cell++) velocity[3 * cell + component.Component] = values[cell * Count + channel];
        }

        return velocity;
    }

    /// <summary>Copies one component of a field [rows, components] into its channel of [rows, channels].</summary>
    internal void Spread(ReadOnlySpan<float> field, int components, int component, Span<float> values, int channel)
    {
        for (var row = 0; row < field.Length / components; row++) values[row * Count + channel] = field[row * components + component];
    }

    static Field Find(FieldSet fields, Channel channel) =>
        fields.TryGet(channel.Field, FieldAssociation.Cell, out var field) && field.Components > channel.Component
            ? field
            : throw new CaseFormatException(channel.Field, $"the model needs component {channel.Component} of this cell field", NearMatch.Hint(channel.Field, fields.Select(f => f.Name)));
}
