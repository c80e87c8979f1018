using System.Collections;
using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new([]);

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                new(modules.Select((module, index) => (index.ToString(CultureInfo.InvariantCulture), module)));

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    using static TorchSharp.torch;

    /// <summary>One module after the other.</summary>
    public sealed class Sequential : nn.Module<Tensor, Tensor>
    {
        readonly List<nn.Module<Tensor, Tensor>> chain = [];

        internal Sequential(IEnumerable<(string name, nn.Module<Tensor, Tensor> submodule)> modules) : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules) append(name, module);
        }

        public int Count => chain.Count;

        public nn.IModule<Tensor, Tensor> this[int index] => chain[index];

        public Sequential append(nn.Module<Tensor, Tensor> module) => append(chain.Count.ToString(CultureInfo.InvariantCulture), module);

        public Sequential append(string name, nn.Module<Tensor, Tensor> module)
        {
            register_module(name, module);
            chain.Add(module);
            return this;
        }

        public override Tensor forward(Tensor tensor)
        {
            if (chain.Count == 0) return tensor.alias();
            using var scope = NewDisposeScope();
            var result = tensor;
            foreach (var module in chain) result = module.call(result);
            return ReferenceEquals(result, tensor) ? result : result.MoveToOuterDisposeScope();
        }
    }

    /// <summary>Modules by number; what is done with them is up to who holds the list.</summary>
    public sealed class ModuleList<T> : nn.Module, IEnumerable<T> where T : nn.Module
    {
        readonly List<T> list = [];

        internal ModuleList(IEnumerable<T> modules) : base(nameof(ModuleList<T>))
        {
            foreach (var module in modules) Add(module);
        }

        public int Count => list.Count;

        public T this[int index] => list[index];

        public void Add(T module)
        {
            register_module(list.Count.ToString(CultureInfo.InvariantCulture), module);
            list.Add(module);
        }

        public void append(T module) => Add(module);

        public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
