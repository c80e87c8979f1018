using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 1), All(stride, 1), All(padding, 1), All(dilation, 1), groups) { Mode = padding_mode }, bias, device, dtype);

            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 1), All(stride, 1), All(0, 1), All(dilation, 1), groups) { Mode = padding_mode, Same = padding == Padding.Same }, bias, device, dtype);

            public static ConvTranspose1d ConvTranspose1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 1), All(stride, 1), All(padding, 1), All(dilation, 1), groups) { Mode = OnlyZeros(padding_mode), OutputPadding = All(output_padding, 1) }, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 2), All(stride, 2), All(padding, 2), All(dilation, 2), groups) { Mode = padding_mode }, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 2), All(stride, 2), All(0, 2), All(dilation, 2), groups) { Mode = padding_mode, Same = padding == Padding.Same }, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Each(kernel_size), Each(stride, 1), Each(padding, 0), Each(dilation, 1), groups) { Mode = padding_mode }, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Each(kernel_size), Each(stride, 1), All(0, 2), Each(dilation, 1), groups) { Mode = padding_mode, Same = padding == Padding.Same }, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 2), All(stride, 2), All(padding, 2), All(dilation, 2), groups) { Mode = OnlyZeros(padding_mode), OutputPadding = All(output_padding, 2) }, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Each(kernel_size), Each(stride, 1), Each(padding, 0), Each(dilation, 1), groups) { Mode = OnlyZeros(padding_mode), OutputPadding = Each(output_padding, 0) }, bias, device, dtype);

            public static Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 3), All(stride, 3), All(padding, 3), All(dilation, 3), groups) { Mode = padding_mode }, bias, device, dtype);

            public static Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 3), All(stride, 3), All(0, 3), All(dilation, 3), groups) { Mode = padding_mode, Same = padding == Padding.Same }, bias, device, dtype);

            public static Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Each(kernel_size), Each(stride, 1), Each(padding, 0), Each(dilation, 1), groups) { Mode = padding_mode }, bias, device, dtype);

            public static Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size, Padding padding, (long, long, long)? stride = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Each(kernel_size), Each(stride, 1), All(0, 3), Each(dilation, 1), groups) { Mode = padding_mode, Same = padding == Padding.Same }, bias, device, dtype);

            public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, All(kernel_size, 3), All(stride, 3), All(padding, 3), All(dilation, 3), groups) { Mode = OnlyZeros(padding_mode), OutputPadding = All(output_padding, 3) }, bias, device, dtype);

            public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? output_padding = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, Each(kernel_size), Each(stride, 1), Each(padding, 0), Each(dilation, 1), groups) { Mode = OnlyZeros(padding_mode), OutputPadding = Each(output_padding, 0) }, bias, device, dtype);

            static long[] All(long value, int dimensions)
            {
                var all = new long[dimensions];
                Array.Fill(all, value);
                return all;
            }

            static long[] Each((long, long) given) => [given.Item1, given.Item2];

            static long[] Each((long, long, long) given) => [given.Item1, given.Item2, given.Item3];

            static long[] Each((long, long)? given, long otherwise) => Each(given ?? (otherwise, otherwise));

            static long[] Each((long, long, long)? given, long otherwise) => Each(given ?? (otherwise, otherwise, otherwise));

            static PaddingModes OnlyZeros(PaddingModes mode) => mode == PaddingModes.Zeros
                ? mode
                : throw new ArgumentException($"A transposed convolution pads with zeros only, got {mode}.", nameof(mode));
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class Conv1d : Convolution
    {
        internal Conv1d(ConvolutionShape parts, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Conv1d), parts, bias, device, dtype) { }
    }

    public sealed class ConvTranspose1d : Convolution
    {
        internal ConvTranspose1d(ConvolutionShape parts, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(ConvTranspose1d), parts, bias, device, dtype) { }
    }

    public sealed class Conv2d : Convolution
    {
        internal Conv2d(ConvolutionShape parts, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Conv2d), parts, bias, device, dtype) { }
    }

    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(ConvolutionShape parts, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(ConvTranspose2d), parts, bias, device, dtype) { }
    }

    public sealed class Conv3d : Convolution
    {
        internal Conv3d(ConvolutionShape parts, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Conv3d), parts, bias, device, dtype) { }
    }

    public sealed class ConvTranspose3d : Convolution
    {
        internal ConvTranspose3d(ConvolutionShape parts, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(ConvTranspose3d), parts, bias, device, dtype) { }
    }
}
