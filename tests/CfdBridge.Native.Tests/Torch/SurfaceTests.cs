using System.Reflection;
using System.Text.RegularExpressions;
using CfdBridge.Testing;
using TorchSharp;

namespace CfdBridge.Native.Tests.Torch;

public sealed partial class SurfaceTests
{
    [Fact]
    public void The_managed_side_declares_every_function_of_the_shim_and_no_other()
    {
        var header = Functions().Matches(File.ReadAllText(Repository.At("src", "CfdBridge.Torch", "Native", "Shim", "cfdb_torch.h"))).Select(match => match.Groups[1].Value);
        var managed = Directory.GetFiles(Repository.At("src", "CfdBridge.Torch", "Native"), "TorchNative*.cs")
            .SelectMany(file => EntryPoints().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);


        Assert.Equal(header.Order(), managed.Order());
    }

    [Fact]
    public void The_public_surface_is_what_was_agreed_on()
    {
        var lines = typeof(torch).Assembly.GetExportedTypes().Where(type => type.Namespace!.StartsWith("TorchSharp", StringComparison.Ordinal)).SelectMany(Members).Order(StringComparer.Ordinal).Distinct();
        Golden.Matches(Repository.At("tests", "CfdBridge.Native.Tests", "Torch", "api.txt"), string.Join('\n', lines));
    }

    static IEnumerable<string> Members(Type type)
    {
        var owner = Name(type);
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{owner}.{name}");
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMethods(Own).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            .Select(method => $"{owner}: {Name(method.ReturnType)} {method.Name}({Parameters(method.GetParameters())})")
            .Concat(type.GetProperties(Own).Select(property => $"{owner}: {Name(property.PropertyType)} {(property.GetIndexParameters() is { Length: > 0 } at ? $"this[{Parameters(at)}]" : property.Name)} {{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}"))
            .Concat(type.GetConstructors(Own).Select(constructor => $"{owner}: new({Parameters(constructor.GetParameters())})"));
    }

    static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(one =>
        $"{(one.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(one.ParameterType)} {one.Name}{(one.HasDefaultValue ? $" = {Value(one)}" : "")}"));

    static string Value(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        _ when parameter.ParameterType.IsEnum => Enum.GetName(parameter.ParameterType, parameter.RawDefaultValue)!, // a default is a named value
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"; // an array has elements
        var plain = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        plain = plain.Split('`')[0];
        return type.IsGenericType ? $"{plain}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : plain;
    }

    [GeneratedRegex(@"CFDB_API int (cfdb_\w+)\(")]
    private static partial Regex Functions();

    [GeneratedRegex("EntryPoint = \"(cfdb_\\w+)\"")]
    private static partial Regex EntryPoints();
}
