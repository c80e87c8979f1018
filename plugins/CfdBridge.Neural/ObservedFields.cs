using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>Predicted values as the fields that the run has, in its order.</summary>
static class ObservedFields
{
    /// <param name="values">Row-major [cells, channels].</param>
    /// <param name="last">The last observed fields: a component that is no channel (the third velocity of a slice) stays as it was there.</param>
    public static FieldSet Of(ReadOnlySpan<float> values, FlowChannels channels, FieldSet last)
    {
        var fields = new List<Field>();
        foreach (var field in last)
        {
            var filled = (float[])field.ToSingle().Clone();
            for (var channel = 0; channel < channels.Count; channel++)
            {
                var (name, component) = channels.List[channel];
                if (name == field.Name) Fill(filled.AsSpan(component), field.Components, values[channel..], channels.Count);
            }

            fields.Add(field.With(filled));
        }

        return new(fields);
    }

    // One component of all cells: they lie as far apart as there are components, or channels.
    static void Fill(Span<float> into, int components, ReadOnlySpan<float> values, int channels)
    {
        for (int to = 0, from = 0; to < into.Length; to += components, from += channels) into[to] = values[from];
    }
}
