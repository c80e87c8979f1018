using CfdBridge.Data;
using CfdBridge.Testing;
using CfdBridge.Training;

namespace CfdBridge.Tests.Training;

public sealed class ViscosityScaleTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task A_Reynolds_number_makes_the_same_with_the_viscosity_in_all_runs_and_an_angle_does_not()
    {
        var mesh = CarriedVortices.Square(40);
        foreach (var (name, viscosity, angle) in new[] { ("a", 0.1, 10), ("b", 0.2, 20), ("c", 0.3, 40) })
            await Write(name, CarriedVortices.Of(mesh, viscosity, [.. Enumerable.Range(0, 30).Select(i => 0.1 * i)]), new() { ["Re"] = 3 / viscosity, ["angle"] = angle });

        var products = ViscosityScale.Of(ShardReader.Library(folder.Path), default);

        Assert.Equal(["Re"], products.Keys);
        Assert.Equal(3, products["Re"], 0.1);

        // One run that does not tell its viscosity, and nothing is said of the others either.
        await Write("d", new([.. CarriedVortices.Of(mesh, 0.1, [0, 0.1, 0.2]).Snapshots]), new() { ["Re"] = 30, ["angle"] = 10 });
        Assert.Empty(ViscosityScale.Of(ShardReader.Library(folder.Path), default));
    }

    public void Dispose() => folder.Dispose();

    Task Write(string name, Trajectory run, Dictionary<string, double> parameters) =>
        ShardWriter.WriteAsync(folder.At(name), name, parameters, run.Snapshots.ToAsyncEnumerable(), new Progress<int>(), default);
}
