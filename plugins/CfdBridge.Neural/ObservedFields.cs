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
                if (channels.List[channel].Field != field.Name) continue;
                for (var cell = 0; cell < field.Rows; cell++) filled[cell * field.Components + channels.List[channel].Component] = values[cell * channels.Count + channel];
            }

            fields.Add(field.With(filled));
        }

        return new(fields);
    }
}
