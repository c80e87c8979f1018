using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>Scales all gradients by one factor, so that their norm taken together is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                List<Tensor> gradients = [.. tensors.Select(one => one.grad).OfType<Tensor>()];
                if (gradients.Count == 0) return 0;

                var norms = stack(gradients.Select(one => one.norm((float)norm_type)).ToArray());
                var total = double.IsPositiveInfinity(norm_type) ? norms.max() : norms.norm((float)norm_type);
                // As PyTorch does it: the factor stays a tensor, so that nothing waits for a GPU before the last line.
                var factor = (max_norm / (total + 1e-6)).clamp(max: (Scalar)1.0);
                foreach (var gradient in gradients) gradient.mul_(factor);
                return total.to_type(ScalarType.Float64).item<double>();
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in tensors.Select(one => one.grad).OfType<Tensor>()) gradient.clamp_((Scalar)(-clip_value), (Scalar)clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(one => one.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                var start = 0L;
                foreach (var one in tensors)
                {
                    one.copy_(vec.narrow(0, start, one.numel()).view_as(one));
                    start += one.numel();
                }
            }
        }
    }
}
