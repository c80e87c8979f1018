using TorchSharp;

namespace CfdBridge.Native.Tests.Torch;

/// <summary>A sum with weights of its own for each element, so that no two gradients can be mistaken for each other.</summary>
static class WeightedSum
{
    /// <summary>Of all outputs that have a gradient; null where none has.</summary>
    public static torch.Tensor? Of(IEnumerable<torch.Tensor> outputs)
    {
        torch.Tensor? total = null;
        foreach (var output in outputs.Where(one => one.is_floating_point() && one.requires_grad))
        {
            var weights = torch.arange(output.numel(), torch.ScalarType.Float32).cos().reshape(output.shape);
            var sum = (output * weights).sum();
            total = total is null ? sum : total + sum;
        }

        return total;
    }
}
