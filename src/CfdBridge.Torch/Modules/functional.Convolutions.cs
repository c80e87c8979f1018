using static CfdBridge.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Call("conv1d", input, weight, bias, One(stride, 1), One(padding, 0), One(dilation, 1), groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Call("conv2d", input, weight, bias, strides ?? All(1, 2), padding ?? All(0, 2), dilation ?? All(1, 2), groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Call("conv3d", input, weight, bias, strides ?? All(1, 3), padding ?? All(0, 3), dilation ?? All(1, 3), groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                Call(TransposedName(1), input, weight, bias, One(stride, 1), One(padding, 0), One(output_padding, 0), groups, One(dilation, 1));

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Call(TransposedName(2), input, weight, bias, strides ?? All(1, 2), padding ?? All(0, 2), output_padding ?? All(0, 2), groups, dilation ?? All(1, 2));

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Call(TransposedName(3), input, weight, bias, strides ?? All(1, 3), padding ?? All(0, 3), output_padding ?? All(0, 3), groups, dilation ?? All(1, 3));

            /// <summary>Patches as columns, as a convolution sees them.</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Call("im2col", input, All(kernel_size, 2), All(dilation, 2), All(padding, 2), All(stride, 2));

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Call("im2col", input, Each(kernel_size), Each(dilation, 1), Each(padding, 0), Each(stride, 1));

            // ATen calls the overload of two and three dimensions "input", that of one dimension has no name.
            internal static string TransposedName(int dimensions) => dimensions switch
            {
                1 => "conv_transpose1d",
                2 => "conv_transpose2d.input",
                _ => "conv_transpose3d.input",
            };

            static long[] One(long? given, long otherwise) => [given ?? otherwise];
        }
    }
}
