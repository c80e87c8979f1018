using CfdBridge.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Version of the libtorch that is loaded.</summary>
    public static string __version__
    {
        get
        {
            TorchNative.Expect(TorchNative.RuntimeVersion(out var major, out var minor, out var patch), "version");
            return $"{major}.{minor}.{patch}";
        }
    }

    public static int get_num_threads()
    {
        TorchNative.Expect(TorchNative.RuntimeThreads(out var threads), "get_num_threads");
        return threads;
    }

    public static void set_num_threads(int num) => TorchNative.Expect(TorchNative.RuntimeSetThreads(num), "set_num_threads");

    public static void set_num_interop_threads(int num) => TorchNative.Expect(TorchNative.RuntimeSetInteropThreads(num), "set_num_interop_threads");

    public static ScalarType get_default_dtype()
    {
        TorchNative.Expect(TorchNative.RuntimeDefaultDtype(out var type), "get_default_dtype");
        return (ScalarType)type;
    }

    public static void set_default_dtype(ScalarType dtype) => TorchNative.Expect(TorchNative.RuntimeSetDefaultDtype((int)dtype), "set_default_dtype");

    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Loads what the device needs; here libtorch has done so already.</summary>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.CUDA && !cuda_is_available())
            throw new InvalidOperationException("There is no CUDA device, or this libtorch was built without CUDA.");
    }

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count()
        {
            TorchNative.Expect(TorchNative.RuntimeDevices(out var devices), "cuda.device_count");
            return devices;
        }
    }

    /// <summary>On this thread nothing is recorded for a backward pass until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled()
    {
        using var asked = new GradMode(true);
        return asked.Before;
    }

    /// <summary>As <see cref="no_grad"/>, cheaper still: tensors made inside can never take part in a backward pass.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    sealed class GradMode : IDisposable
    {
        readonly int before;

        public GradMode(bool enabled) => TorchNative.Expect(TorchNative.AutogradEnable(enabled ? 1 : 0, out before), "no_grad");

        public bool Before => before != 0;

        public void Dispose() => TorchNative.Expect(TorchNative.AutogradEnable(before, out _), "no_grad");
    }

    sealed class InferenceMode : IDisposable
    {
        nint guard;

        public InferenceMode(bool enabled) => TorchNative.Expect(TorchNative.AutogradEnterInference(enabled ? 1 : 0, out guard), "inference_mode");

        public void Dispose()
        {
            if (guard != 0) TorchNative.Expect(TorchNative.AutogradLeaveInference(guard), "inference_mode");
            guard = 0;
        }
    }
}
