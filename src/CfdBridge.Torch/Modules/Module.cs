using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A network or a part of one. A derived class assigns its parts to fields and then calls
        /// <see cref="RegisterComponents"/>: modules and parameters are known by the names of their fields,
        /// which are therefore the keys of the state dictionary; buffers by the names given to <see cref="register_buffer"/>.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            readonly string name;
            readonly Dictionary<string, Parameter> ownParameters = [];
            readonly Dictionary<string, (Tensor Tensor, bool Persistent)> ownBuffers = [];
            readonly Dictionary<string, Module> ownModules = [];
            bool areComponentsRegistered;

            protected Module(string name) => this.name = name;

            public bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, child) in ownModules) child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else gradient.zero_();
                }
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in ownModules) child.apply(fn);
                fn(this);
                return this;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var parameter in ownParameters.Values) parameter.Dispose();
                foreach (var (tensor, _) in ownBuffers.Values) tensor.Dispose();
                foreach (var child in ownModules.Values) child.Dispose();
            }

            /// <summary>Makes known what the fields hold; to be called once, at the end of the constructor.</summary>
            protected virtual void RegisterComponents()
            {
                if (areComponentsRegistered) return;
                areComponentsRegistered = true;
                foreach (var field in FieldsOf(GetType()))
                {
                    var value = field.GetValue(this);
                    if (field.Name.StartsWith('<'))
                    {
                        ExpectRegistered(field, value);
                        continue;
                    }

                    switch (value)
                    {
                        case Module module: register_module(field.Name, module); break;
                        case Parameter parameter: register_parameter(field.Name, parameter); break;
                    }
                }
            }

            // The compiler's own field behind a property or a captured parameter has no name that a state dictionary could keep.
            void ExpectRegistered(FieldInfo field, object? value)
            {
                if (value is Module && !ownModules.ContainsValue((Module)value) || value is Parameter && !ownParameters.ContainsValue((Parameter)value))
                    throw new InvalidOperationException($"{GetType().Name} keeps a module or parameter in {field.Name}; keep it in a field, whose name is its key in the state dictionary.");
            }

            // A base class declares first, as its constructor runs first.
            static IEnumerable<FieldInfo> FieldsOf(Type type) => type.BaseType is { } above && typeof(Module).IsAssignableFrom(above)
                ? FieldsOf(above).Concat(DeclaredBy(type))
                : DeclaredBy(type);

            static FieldInfo[] DeclaredBy(Type type) => type == typeof(Module)
                ? []
                : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

            // Conversions make new parameters; the fields that held the old ones must follow.
            void Replace(Tensor old, Tensor converted)
            {
                foreach (var field in FieldsOf(GetType()))
                    if (ReferenceEquals(field.GetValue(this), old)) field.SetValue(this, converted);
            }
        }
    }
}
