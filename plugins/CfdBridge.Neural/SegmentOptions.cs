namespace CfdBridge.Neural;

sealed record SegmentOptions : CheckpointOptions;
