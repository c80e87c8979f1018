using CfdBridge.Models;

namespace CfdBridge.Neural;

sealed record SegmentOptions : CheckpointOptions
{
    internal override string ModelKind => SegmentModelDescription.ModelKind;
}
