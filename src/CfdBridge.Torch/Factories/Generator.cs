using CfdBridge.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds every generator of libtorch's own; generators made here have seeds of their own.</summary>
    public static Generator manual_seed(long seed)
    {
        TorchNative.Expect(TorchNative.RuntimeSeed(seed), "manual_seed");
        return Generator.Default;
    }

    /// <summary>A seeded source of random numbers. The same seed gives the same numbers on the same device.</summary>
    public sealed class Generator : IDisposable
    {
        readonly GeneratorHandle handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            TorchNative.Expect(TorchNative.GeneratorCreate(this.device.Packed, out handle), "Generator");
            manual_seed((long)seed);
        }

        Generator(GeneratorHandle handle) => (this.handle, device) = (handle, CPU);

        public static Generator Default
        {
            get
            {
                TorchNative.Expect(TorchNative.GeneratorDefault(out var handle), "Generator.Default");
                return new(handle);
            }
        }

        public Device device { get; }

        internal nint Handle => handle.DangerousGetHandle();

        public Generator manual_seed(long seed)
        {
            TorchNative.Expect(TorchNative.GeneratorSeed(handle, seed), "manual_seed");
            return this;
        }

        public long initial_seed()
        {
            TorchNative.Expect(TorchNative.GeneratorInitialSeed(handle, out var seed), "initial_seed");
            return seed;
        }

        /// <summary>Where the sequence stands; with <see cref="set_state"/> it goes on from there.</summary>
        public Tensor get_state()
        {
            TorchNative.Expect(TorchNative.GeneratorState(handle, out var state), "get_state");
            return new PlainTensor(state);
        }

        public void set_state(Tensor value)
        {
            TorchNative.Expect(TorchNative.GeneratorSetState(handle, value.Handle), "set_state");
            GC.KeepAlive(value);
        }

        public void Dispose() => handle.Dispose();
    }
}
