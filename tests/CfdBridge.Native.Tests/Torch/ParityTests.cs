using System.Reflection;
using CfdBridge.Testing;
using TorchSharp;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class ParityTests
{
    const double Tolerance = 1e-5; // float32, sums of up to a few hundred terms in another order

    public static TheoryData<string> Names => [.. ParityCases.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_PyTorch(string name)
    {
        using var scope = torch.NewDisposeScope();
        var one = ParityCases.All[name];
        var inputs = new ParityInputs();


        var ours = Compute(one, inputs);


        var theirs = PyTorch.Results.Where(result => result.Key.StartsWith(name + "/", StringComparison.Ordinal)).ToDictionary(result => result.Key[(name.Length + 1)..], result => result.Value);
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        foreach (var (part, (values, shape)) in theirs)
        {
            Assert.Equal(shape, ours[part].shape);
            double[] got = ours[part].detach().to_type(torch.ScalarType.Float64).data<double>().ToArray();
            var scale = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (var i = 0; i < got.Length; i++)
                Assert.True(got[i].Equals(values[i]) || Math.Abs(got[i] - values[i]) <= Tolerance * Math.Max(scale, 1e-3), $"{part}[{i}]: expected {values[i]}, got {got[i]}");
        }
    }

    [Fact]
    public void Every_exposed_operator_and_layer_has_a_case()
    {
        var cases = string.Concat(Directory.GetFiles(Repository.At("tests", "CfdBridge.Native.Tests", "Torch"), "*Cases.cs").Select(File.ReadAllText));
        string[] testedElsewhere =
        [
            "backward", "retain_grad", "requires_grad_", "with_requires_grad", "detach_", "cuda", "stride", "dim", "size", "numel", "item", "data", "Dispose",
            "MoveToOuterDisposeScope", "DetachFromDisposeScope", "is_contiguous", "is_floating_point", "ToString", "Equals", "GetHashCode", "GetType",
            "NewDisposeScope", "no_grad", "enable_grad", "set_grad_enabled", "is_grad_enabled", "inference_mode", "set_num_threads", "get_num_threads",
            "set_num_interop_threads", "manual_seed", "set_default_dtype", "get_default_dtype", "cuda_is_available", "InitializeDeviceType", "device",
            "Parameter", "ModuleList",
        ];

        var exposed = new[] { typeof(torch.Tensor), typeof(torch), typeof(torch.nn), typeof(torch.nn.functional), typeof(torch.nn.init) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName).Select(method => method.Name).Distinct().Except(testedElsewhere);


        Assert.Empty(exposed.Where(name => !cases.Contains($".{name}(", StringComparison.Ordinal) && !cases.Contains($".@{name}(", StringComparison.Ordinal) && !cases.Contains($" {name}(", StringComparison.Ordinal)));
    }

    static Dictionary<string, torch.Tensor> Compute(ParityCase one, ParityInputs inputs)
    {
        Dictionary<string, torch.Tensor> results = [];
        torch.Tensor[] outputs;
        (string, TorchSharp.Modules.Parameter)[] parameters = [];
        if (one.Module is { } make)
        {
            torch.manual_seed(7);
            var module = (torch.nn.Module<torch.Tensor, torch.Tensor>)make();
            outputs = [module.call(inputs[one.Input])];
            parameters = [.. module.named_parameters()];
        }
        else
        {
            outputs = [.. one.Ours(inputs)];
        }

        WeightedSum.Of(outputs)?.backward();
        for (var i = 0; i < outputs.Length; i++) results[$"out.{i}"] = outputs[i];
        foreach (var (name, tensor) in inputs.Used.Concat(parameters.Select(one => (one.Item1, (torch.Tensor)one.Item2))))
            if (tensor.grad is { } gradient) results[$"grad.{name}"] = gradient;
        foreach (var (name, parameter) in parameters) results[$"parameter.{name}"] = parameter;
        return results;
    }
}
