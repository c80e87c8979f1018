using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>The fields of all members at any time after the last observed one, rising from call to call.</summary>
/// <remarks>
/// Decoded snapshots stand at the spacing of the training runs; between them values are interpolated at every cell, as the
/// observed ones were. Nothing is blended with what was observed: what the codec loses shows from the first step on.
/// </remarks>
/// <param name="last">Number of the last observed snapshot among the decoded ones.</param>
/// <param name="observed">Fields at that time.</param>
sealed class DecodedForecast(DecodedRun[] members, int last, FlowChannels channels, FieldSet observed)
{
    readonly double[] places = [.. Enumerable.Range(0, members[0].Snapshots).Select(snapshot => (double)snapshot)];

    /// <param name="lead">Spacings of the training runs since the last observed snapshot.</param>
    public IReadOnlyList<FieldSet> At(double lead, CancellationToken cancellationToken)
    {
        var stencil = TimeStencil.Of(places, last + lead, spacing: 1);
        var fields = new List<FieldSet>();
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fields.Add(ObservedFields.Of(stencil.At(member.Snapshot).Span, channels, observed));
        }

        return fields;
    }
}
