using CfdBridge.Data;
using CfdBridge.OpenFoam;
using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.OpenFoam;

/// <summary>What decides the answer of a solver, told from what does not.</summary>
public sealed class NumericsReaderTests : IDisposable
{
    const string Header = "FoamFile { version 2.0; format ascii; class dictionary; object settings; }\n";
    const string Control = "application simpleFoam; deltaT 1; writeControl timeStep; writeInterval 100;";
    const string Schemes = "ddtSchemes { default steadyState; } gradSchemes { default Gauss linear; } divSchemes { default none; div(phi,U) bounded Gauss linearUpwind grad(U); div(phi,k) bounded Gauss limitedLinear 1; } laplacianSchemes { default Gauss linear corrected; }";
    const string Solution = "solvers { p { solver GAMG; tolerance 1e-10; relTol 0.1; } } SIMPLE { nNonOrthogonalCorrectors 0; consistent yes; residualControl { p 5e-4; } } relaxationFactors { equations { U 0.9; } }";
    const string Turbulence = "simulationType RAS; RAS { RASModel kEpsilon; turbulence on; printCoeffs on; }";

    readonly TempFolder folder = new();

    [Fact]
    public void Order_space_comments_macros_and_includes_do_not_count()
    {
        var one = Read("one");

        var other = Read("other",
            control: "/* set up by hand */ steps 100;\nwriteInterval $steps;\nwriteControl  timeStep; deltaT 1.0; application\n  simpleFoam;",
            schemes: """
                #include "common"
                laplacianSchemes { default Gauss linear corrected; }
                divSchemes
                {
                    "div\(phi,(k|omega)\)" bounded Gauss limitedLinear 1.0; // as k
                    div(phi,U) bounded   Gauss $limited grad(U);
                    limited linearUpwind;
                    default none;
                }
                """,
            common: "ddtSchemes { default steadyState; }\ngradSchemes { default Gauss linear; grad(p) Gauss linear; }\n");

        Assert.Empty(other.Unread);
        Assert.Empty(NumericsComparison.Between(one, other));
        Assert.Equal((one.Application, one.Stepping), (other.Application, other.Stepping));
        Assert.Equal(("simpleFoam", true, "timeStep 100"), (one.Application, one.Stepping.IsSteady, one.Stepping.Writing));
    }

    [Theory]
    [InlineData("application", "control", "simpleFoam", "pimpleFoam")]
    [InlineData("ddtSchemes default", "schemes", "steadyState", "Euler")]
    [InlineData("divSchemes div(phi,U)", "schemes", "linearUpwind grad(U)", "upwind")]
    [InlineData("divSchemes div(phi,k)", "schemes", "limitedLinear 1", "limitedLinear 0.5")]
    [InlineData("laplacianSchemes default", "schemes", "linear corrected", "linear uncorrected")]
    [InlineData("gradSchemes default", "schemes", "default Gauss linear; } div", "default leastSquares; } div")]
    [InlineData("SIMPLE consistent", "solution", "consistent yes;", "")]
    [InlineData("SIMPLE nNonOrthogonalCorrectors", "solution", "nNonOrthogonalCorrectors 0", "nNonOrthogonalCorrectors 2")]
    [InlineData("turbulence model", "turbulence", "kEpsilon", "RNGkEpsilon")]
    [InlineData("turbulence simulationType", "turbulence", "simulationType RAS", "simulationType laminar")]
    [InlineData("turbulence kEpsilonCoeffs Cmu", "turbulence", "turbulence on;", "turbulence on; kEpsilonCoeffs { Cmu 0.1; }")]
    public void What_decides_the_answer_is_told_by_its_name(string name, string file, string text, string instead)
    {
        var differences = NumericsComparison.Between(Read("one"), Changed(file, text, instead));

        Assert.Contains(name, differences.Select(difference => difference.Name));
    }

    [Theory]
    [InlineData("solution", "tolerance 1e-10", "tolerance 1e-6")]
    [InlineData("solution", "solver GAMG", "solver PCG")]
    [InlineData("solution", "U 0.9", "U 0.7")]
    [InlineData("solution", "p 5e-4", "p 1e-5")]
    [InlineData("solution", "nNonOrthogonalCorrectors 0;", "")] // what is taken where nothing is set
    [InlineData("solution", "consistent yes", "consistent true")]
    [InlineData("turbulence", "printCoeffs on;", "")]
    [InlineData("turbulence", "turbulence on;", "")]
    [InlineData("control", "writeInterval 100", "writeInterval 50")]
    [InlineData("schemes", "div(phi,k)", "div(phi,omega) bounded Gauss upwind; div(phi,k)")] // the case has no omega
    public void What_only_decides_how_it_gets_there_does_not_count(string file, string text, string instead) =>
        Assert.Empty(NumericsComparison.Between(Read("one"), Changed(file, text, instead)));

    [Fact]
    public void A_scheme_of_a_quantity_that_the_case_does_not_have_does_not_count() =>
        Assert.Empty(NumericsComparison.Between(Changed("schemes", "div(phi,k)", "div(phi,omega) bounded Gauss upwind; div(phi,k)"), Changed("schemes", "div(phi,k)", "div(phi,omega) bounded Gauss linear; div(phi,k)", "third")));

    [Fact]
    public void What_only_the_solver_can_follow_is_said()
    {
        Assert.Contains(Changed("schemes", "limitedLinear 1", "limitedLinear #calc \"0.5*2\"").Unread, words => words.Contains("calc", StringComparison.Ordinal));
        Assert.Contains(Changed("schemes", "ddtSchemes", "#codeStream { code #{ #}; } ddtSchemes", "third").Unread, words => words.Contains("system/fvSchemes", StringComparison.Ordinal));
    }

    [Fact]
    public void The_Courant_number_of_adjusted_time_steps_is_kept()
    {
        var stepping = Changed("control", "deltaT 1;", "deltaT 1e-3; adjustTimeStep on; maxCo 0.5;").Stepping;

        Assert.Equal((0.001, true, 0.5), (stepping.StepSeconds, stepping.IsAdjusted, stepping.LargestCourant));
    }

    [Fact]
    public void A_file_keeps_them_as_they_are()
    {
        var numerics = Read("one");

        var path = folder.Write("kept.json", DescriptionFile.ToJson(numerics));
        var kept = DescriptionFile.Load<CaseNumerics>(path, "");

        Assert.Empty(NumericsComparison.Between(numerics, kept));
        Assert.Equal(numerics.Stepping, kept.Stepping);
    }

    public void Dispose() => folder.Dispose();

    CaseNumerics Changed(string file, string text, string instead, string name = "other")
    {
        string Text(string which, string original) => which != file ? original : original.Contains(text, StringComparison.Ordinal) ? original.Replace(text, instead, StringComparison.Ordinal) : throw new ArgumentException(text);
        return Read(name, Text("control", Control), Text("schemes", Schemes), Text("solution", Solution), Text("turbulence", Turbulence));
    }

    CaseNumerics Read(string name, string control = Control, string schemes = Schemes, string solution = Solution, string turbulence = Turbulence, string? common = null)
    {
        void Write(string path, string text) => folder.Write($"{name}/{path}", Header + text + "\n");
        Write("system/controlDict", control);
        Write("system/fvSchemes", schemes);
        Write("system/fvSolution", solution);
        Write("constant/turbulenceProperties", turbulence);
        foreach (var field in new[] { "U", "p", "k", "epsilon", "nut" }) Write($"0/{field}", "");
        if (common is not null) folder.Write($"{name}/system/common", common);
        return new NumericsReader().Read(folder.At(name), default)!; // it has a controlDict
    }
}
