using CfdBridge.Testing;

namespace CfdBridge.Tests.OpenFoam;

public sealed class FormatTests
{
    public static TheoryData<FoamFormat> Formats => new(
        FoamFormat.Ascii,
        FoamFormat.Ascii with { IsPacked = true },
        FoamFormat.Binary,
        FoamFormat.Binary with { IsPacked = true },
        FoamFormat.Binary with { LabelBits = 64 },
        FoamFormat.Binary with { ScalarBits = 32 },
        FoamFormat.Binary with { LabelBits = 64, ScalarBits = 32, IsPacked = true });

    [Theory, MemberData(nameof(Formats))]
    public async Task Every_format_gives_the_same_mesh_and_values(FoamFormat format)
    {
        using var written = new SmallCase(format: format);
        written.Step("0.5");

        var snapshot = await written.ReadLast();

        var cubes = Some.Mesh(4);
        Assert.Equal(cubes.Points, snapshot.Mesh.Points);
        Assert.Equal(cubes.Cells.Types, snapshot.Mesh.Cells.Types);
        Assert.Equal(["inlet", "outlet", "walls"], snapshot.Mesh.Patches.Select(p => p.Name));
        Assert.Equal(0.5, snapshot.TimeSeconds);
        Assert.Equal(["U", "p"], snapshot.Fields.Select(f => f.Name));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i / 8.0), snapshot.Fields["U"].ToDouble());
        Assert.Equal([-0.5, 0.5, 1.5, 2.5], snapshot.Fields["p"].ToDouble());
        Assert.Equal(new Dimensions(0, 1, -1), snapshot.Fields["U"].Dimensions);
    }

    [Theory, InlineData(32, false), InlineData(64, true)]
    public async Task Binary_numbers_keep_their_precision(int bits, bool isDouble)
    {
        using var written = new SmallCase(format: FoamFormat.Binary with { ScalarBits = bits });
        written.Step("0.5");

        var snapshot = await written.ReadLast();

        Assert.All(snapshot.Fields, field => Assert.Equal(isDouble, field.IsDouble));
    }

    [Theory, InlineData("Scalar", 1), InlineData("Vector", 3), InlineData("SymmTensor", 6), InlineData("Tensor", 9)]
    public async Task Every_type_of_field_is_read(string type, int components)
    {
        using var written = new SmallCase();
        double[] values = [.. Enumerable.Range(0, 4 * components).Select(i => i * 1e-3)];
        written.SaveField("1", "f", $"vol{type}Field", components, values);

        var field = (await written.ReadLast()).Fields["f"];

        Assert.Equal(components, field.Components);
        Assert.Equal(values, field.ToDouble());
    }

    [Theory]
    [InlineData("uniform 3", 3.0)]
    [InlineData("nonuniform 4{2.5}", 2.5)]
    [InlineData("nonuniform List<scalar> 4{2.5}", 2.5)]
    [InlineData("nonuniform List<scalar> 4(7 7 7 7)", 7.0)]
    [InlineData("uniform $value", 1.25)]
    [InlineData("uniform nan", double.NaN)]
    [InlineData("uniform -inf", double.NegativeInfinity)]
    [InlineData("nonuniform List<scalar> 4(nan nan -nan NaN)", double.NaN)]
    [InlineData("nonuniform 4(inf inf +inf inf) ", double.PositiveInfinity)]
    public async Task An_internal_field_may_be_written_in_many_ways(string text, double expected)
    {
        using var written = new SmallCase();
        written.Write("1/p", $"FoamFile {{ class volScalarField; format ascii; }} value 1.25; dimensions []; internalField {text}; boundaryField {{ }}");

        var field = (await written.ReadLast()).Fields["p"];

        Assert.All(field.ToDouble(), value => Assert.Equal(expected, value));
        Assert.Equal(4, field.Rows);
    }

    [Fact]
    public async Task Spherical_tensors_have_one_component()
    {
        using var written = new SmallCase();
        written.Write("1/s", "FoamFile { class volSphericalTensorField; format ascii; } dimensions [0 0 0 0 0]; internalField nonuniform List<sphericalTensor> 4((1)(2)(3)(4)); boundaryField { }");

        var field = (await written.ReadLast()).Fields["s"];

        Assert.Equal(1, field.Components);
        Assert.Equal([1.0, 2, 3, 4], field.ToDouble());
    }

    [Fact]
    public async Task A_rank_without_cells_has_an_empty_list()
    {
        using var written = new DecomposedCase([0, 0, 0, 0], rankCount: 2, isCollated: false);
        written.Case.Write("processor1/1/p", "FoamFile { class volScalarField; format ascii; } dimensions []; internalField nonuniform 0(); boundaryField { }");
        written.Case.Write("processor0/1/p", "FoamFile { class volScalarField; format ascii; } dimensions []; internalField uniform 5; boundaryField { }");

        var snapshot = await written.Case.ReadLast();

        Assert.Equal([5.0, 5, 5, 5], snapshot.Fields["p"].ToDouble());
    }

    [Theory]
    [InlineData("[0 2 -2 0 0 0 0]", 0, 2, -2)]
    [InlineData("[1 -1 -2 0 0]", 1, -1, -2)]
    [InlineData("[m s^-1]", 0, 1, -1)]
    [InlineData("[m^2/s^2]", 0, 2, -2)]
    [InlineData("[Pa]", 1, -1, -2)]
    public async Task Dimensions_are_exponents_or_units(string text, double mass, double length, double time)
    {
        using var written = new SmallCase();
        written.Write("1/p", $"FoamFile {{ class volScalarField; }} dimensions {text}; internalField uniform 1; boundaryField {{ }}");

        var field = (await written.ReadLast()).Fields["p"];

        Assert.Equal(new Dimensions(mass, length, time), field.Dimensions);
    }

    [Fact]
    public async Task Unknown_units_leave_the_dimensions_open()
    {
        using var written = new SmallCase();
        written.Write("1/p", "FoamFile { class volScalarField; } dimensions [furlong fortnight^-1]; internalField uniform 1; boundaryField { }");

        var field = (await written.ReadLast()).Fields["p"];

        Assert.Null(field.Dimensions);
    }
}
