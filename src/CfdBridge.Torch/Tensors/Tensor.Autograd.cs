using CfdBridge.Torch;

namespace TorchSharp;

public static partial class torch
{
    public abstract partial class Tensor
    {
        public bool requires_grad
        {
            get => GradFacts().Required;
            set => Expect(TorchNative.AutogradRequire(Handle, value ? 1 : 0), "requires_grad");
        }

        public bool is_leaf => GradFacts().Leaf;

        /// <summary>The gradient that the last <see cref="backward()"/> left here, if any.</summary>
        public Tensor? grad
        {
            get
            {
                Expect(TorchNative.AutogradGradient(Handle, out var gradient), "grad");
                return gradient == 0 ? null : new PlainTensor(gradient);
            }

            set
            {
                Expect(TorchNative.AutogradSetGradient(Handle, value?.Handle ?? 0), "grad");
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Expect(TorchNative.AutogradRetainGradient(Handle), "retain_grad");

        public Tensor detach() => Dispatch.Call("detach", this);

        public Tensor detach_() => Dispatch.Change(this, "detach_", this);

        public void backward() => backward(null);

        /// <param name="grad_tensors">Gradient with respect to this tensor, at most one; needed where it is no scalar.</param>
        /// <param name="retain_graph">Keep the graph for another pass.</param>
        /// <param name="create_graph">Record the pass itself.</param>
        /// <param name="inputs">Only these accumulate gradients.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] gradients = [.. (grad_tensors ?? []).Select(one => one.Handle)];
            nint[] only = [.. (inputs ?? []).Select(one => one.Handle)];
            Expect(TorchNative.AutogradBackward([Handle], 1, gradients, gradients.Length, only, only.Length, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0), "backward");
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        (bool Required, bool Leaf) GradFacts()
        {
            Expect(TorchNative.AutogradFacts(Handle, out var required, out var leaf), "requires_grad");
            return (required != 0, leaf != 0);
        }
    }
}
