using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            public virtual void register_module(string name, Module submodule)
            {
                if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal)) throw new ArgumentException($"A module's name is not empty and has no dot, got \"{name}\".", nameof(name));
                if (!ownModules.TryAdd(name, submodule)) throw new InvalidOperationException($"{GetName()} has two modules called {name}.");
                submodule.RegisterComponents();
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                if (!ownParameters.TryAdd(name, param)) throw new InvalidOperationException($"{GetName()} has two parameters called {name}.");
                param.DetachFromDisposeScope(); // a module's own, whatever scope it was made in
            }

            /// <param name="name">Key in the state dictionary.</param>
            /// <param name="tensor">What belongs to the module and is not trained.</param>
            /// <param name="persistent">Whether the state dictionary has it.</param>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (!ownBuffers.TryAdd(name, (tensor, persistent))) throw new InvalidOperationException($"{GetName()} has two buffers called {name}.");
                tensor.DetachFromDisposeScope();
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => ownModules.Select(child => (child.Key, child.Value));

            public virtual IEnumerable<Module> children() => ownModules.Values;

            /// <summary>All parts, at every depth, without the module itself.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (childName, child) in ownModules)
                {
                    yield return (childName, child);
                    foreach (var (below, module) in child.named_modules()) yield return ($"{childName}.{below}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(one => one.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Tensor> seen = new(ReferenceEqualityComparer.Instance); // a shared parameter is named once
                foreach (var (path, module) in Within(recurse))
                    foreach (var (key, parameter) in module.ownParameters)
                        if (seen.Add(parameter)) yield return (path + key, parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(one => one.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (path, module) in Within(recurse))
                    foreach (var (key, (tensor, persistent)) in module.ownBuffers)
                        if (persistent || include_nonpersistent) yield return (path + key, tensor);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(one => one.buffer);

            public virtual bool has_parameter(string target) => named_parameters().Any(one => one.name == target);

            public virtual bool has_buffer(string target) => named_buffers().Any(one => one.name == target);

            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(one => one.name == target).parameter;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(one => one.name == target).buffer;

            /// <summary>Parameters and persistent buffers by name; the tensors are the module's own, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (path, module) in Within(true))
                {
                    var start = string.IsNullOrEmpty(prefix) ? path : $"{prefix}.{path}";
                    foreach (var (key, parameter) in module.ownParameters) destination.TryAdd(start + key, parameter);
                    foreach (var (key, (tensor, persistent)) in module.ownBuffers)
                        if (persistent) destination.TryAdd(start + key, tensor);
                }

                return destination;
            }

            /// <summary>Copies values in; names must agree unless <paramref name="strict"/> is false.</summary>
            /// <returns>Names that the source lacks, and names that the module does not know.</returns>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                List<string> missing = [.. own.Keys.Except(source.Keys).Except(skip ?? [])];
                List<string> unexpected = [.. source.Keys.Except(own.Keys).Except(skip ?? [])];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"The state does not fit {GetName()}. Missing: {Words(missing)}. Unknown: {Words(unexpected)}.");

                using var untracked = no_grad();
                foreach (var (key, tensor) in own)
                {
                    if ((skip ?? []).Contains(key) || !source.TryGetValue(key, out var given)) continue;
                    if (!given.shape.SequenceEqual(tensor.shape))
                        throw new InvalidOperationException($"{key}: expected the shape [{string.Join(", ", tensor.shape)}], got [{string.Join(", ", given.shape)}].");
                    tensor.copy_(given);
                }

                return (missing, unexpected);
            }

            IEnumerable<(string Path, Module Module)> Within(bool recurse) => recurse
                ? named_modules().Select(one => (one.name + ".", one.module)).Prepend(("", this))
                : [("", this)];

            static string Words(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

            internal void Convert(ScalarType? type, Device? device)
            {
                using var untracked = no_grad();
                foreach (var (key, parameter) in ownParameters.ToArray())
                {
                    var converted = Converted(parameter, type, device);
                    if (ReferenceEquals(converted, parameter)) continue;
                    var replacement = new Parameter(converted, parameter.requires_grad);
                    replacement.DetachFromDisposeScope();
                    ownParameters[key] = replacement;
                    Replace(parameter, replacement);
                    parameter.Dispose();
                }

                foreach (var (key, (tensor, persistent)) in ownBuffers.ToArray())
                {
                    var converted = Converted(tensor, type, device);
                    if (ReferenceEquals(converted, tensor)) continue;
                    ownBuffers[key] = (converted.DetachFromDisposeScope(), persistent);
                    Replace(tensor, converted);
                    tensor.Dispose();
                }

                foreach (var child in ownModules.Values) child.Convert(type, device);
            }

            // Indices and masks keep their type.
            static Tensor Converted(Tensor tensor, ScalarType? type, Device? device) =>
                tensor.to(tensor.is_floating_point() ? type ?? tensor.dtype : tensor.dtype, device ?? tensor.device);
        }
    }
}
