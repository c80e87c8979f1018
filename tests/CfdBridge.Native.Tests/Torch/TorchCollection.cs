namespace CfdBridge.Native.Tests.Torch;

/// <summary>One test at a time: libtorch's default generator and its threads belong to the whole process.</summary>
[CollectionDefinition("torch", DisableParallelization = true)]
public sealed class TorchCollection;
