using System.Runtime.InteropServices;

namespace CfdBridge.Torch;

static partial class TorchNative
{
    [LibraryImport(Library, EntryPoint = "cfdb_runtime_version")]
    public static partial int RuntimeVersion(out int major, out int minor, out int patch);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_threads")]
    public static partial int RuntimeThreads(out int threads);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_set_threads")]
    public static partial int RuntimeSetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_set_interop_threads")]
    public static partial int RuntimeSetInteropThreads(int threads);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_devices")]
    public static partial int RuntimeDevices(out int cudaDevices);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_seed")]
    public static partial int RuntimeSeed(long seed);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_default_dtype")]
    public static partial int RuntimeDefaultDtype(out int dtype);

    [LibraryImport(Library, EntryPoint = "cfdb_runtime_set_default_dtype")]
    public static partial int RuntimeSetDefaultDtype(int dtype);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_create")]
    public static partial int GeneratorCreate(long device, out GeneratorHandle generator);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_default")]
    public static partial int GeneratorDefault(out GeneratorHandle generator);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_seed")]
    public static partial int GeneratorSeed(GeneratorHandle generator, long seed);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_initial_seed")]
    public static partial int GeneratorInitialSeed(GeneratorHandle generator, out long seed);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_state")]
    public static partial int GeneratorState(GeneratorHandle generator, out nint state);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_set_state")]
    public static partial int GeneratorSetState(GeneratorHandle generator, nint state);

    [LibraryImport(Library, EntryPoint = "cfdb_generator_free")]
    public static partial int GeneratorFree(nint generator);
}
