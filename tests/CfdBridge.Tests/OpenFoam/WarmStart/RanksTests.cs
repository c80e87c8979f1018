using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Tests.OpenFoam.WarmStart;

public sealed class RanksTests
{
    [Fact]
    public async Task A_case_that_lies_in_ranks_is_written_rank_by_rank_with_its_neighbours_values_at_the_cuts()
    {
        using var cut = new DecomposedCase([0, 0, 1, 1, 0], 2, isCollated: false);
        using var outside = new TempFolder();
        for (var rank = 0; rank < 2; rank++)
        {
            var cuts = rank == 0 ? "procBoundary0to1" : "procBoundary1to0";
            cut.Case.Write($"processor{rank}/0/p", $$"""
                FoamFile { version 2.0; format ascii; class volScalarField; object p; }
                dimensions [0 2 -2 0 0 0 0];
                internalField uniform 0;
                boundaryField { inlet { type zeroGradient; } outlet { type fixedValue; value uniform 0; } walls { type zeroGradient; } {{cuts}} { type processor; value uniform 0; } }
                """);
        }

        var written = await new RestartableCase(new()).WriteAsync(
            new() { CasePath = cut.Case.Path, Directory = outside.At("warm"), Kind = WarmStartKind.Parameter, Fields = new([Some.Scalar("p", 5, cell => 100 + cell)]) }, default);

        Assert.Equal((5, 100.0, 104.0), (written.Fields[0].Rows, written.Fields[0].Smallest, written.Fields[0].Largest));
        var back = await new OpenFoamSource(new(outside.At("warm"), null, []), new() { SkipZeroTime = false }).ReadAllAsync();
        Assert.Equal([100, 101, 102, 103, 104], back["p"].ToDouble());
        Assert.Contains("procBoundary0to1 { type processor; value nonuniform List<scalar> 2\n(\n102\n103\n); }", File.ReadAllText(outside.At("warm", "processor0", "0", "p")), StringComparison.Ordinal);
        Assert.Contains("procBoundary1to0 { type processor; value nonuniform List<scalar> 2\n(\n101\n104\n); }", File.ReadAllText(outside.At("warm", "processor1", "0", "p")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collated_case_is_refused_with_what_to_do()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: true);
        using var outside = new TempFolder();
        cut.Step("1");

        var refusal = await Assert.ThrowsAsync<CaseFormatException>(() => new RestartableCase(new()).WriteAsync(
            new() { CasePath = cut.Case.Path, Directory = outside.At("warm"), Kind = WarmStartKind.Continue, Fields = new([Some.Scalar("p", 2, _ => 0)]) }, default));

        Assert.Contains("reconstructPar", refusal.Message, StringComparison.Ordinal);
    }
}
