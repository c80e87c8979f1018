using System.Runtime.InteropServices;

namespace CfdBridge.Torch;

static partial class TorchNative
{
    [LibraryImport(Library, EntryPoint = "cfdb_autograd_backward")]
    public static partial int AutogradBackward(ReadOnlySpan<nint> roots, int rootCount, ReadOnlySpan<nint> gradients, int gradientCount, ReadOnlySpan<nint> inputs, int inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_facts")]
    public static partial int AutogradFacts(nint tensor, out int requiresGrad, out int isLeaf);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_require")]
    public static partial int AutogradRequire(nint tensor, int required);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_gradient")]
    public static partial int AutogradGradient(nint tensor, out nint gradient);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_set_gradient")]
    public static partial int AutogradSetGradient(nint tensor, nint gradient);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_retain_gradient")]
    public static partial int AutogradRetainGradient(nint tensor);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_enable")]
    public static partial int AutogradEnable(int enabled, out int before);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_enter_inference")]
    public static partial int AutogradEnterInference(int enabled, out nint guard);

    [LibraryImport(Library, EntryPoint = "cfdb_autograd_leave_inference")]
    public static partial int AutogradLeaveInference(nint guard);
}
