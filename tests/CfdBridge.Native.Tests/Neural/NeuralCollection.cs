namespace CfdBridge.Native.Tests.Neural;

/// <summary>One test at a time, as everywhere with libtorch, and one training for all of them.</summary>
[CollectionDefinition("neural", DisableParallelization = true)]
public sealed class NeuralCollection : ICollectionFixture<NeuralFixture>;
