using CfdBridge.Testing;

namespace CfdBridge.Tests.Baselines;

public sealed class PersistenceAndLinearTests
{
    [Fact]
    public async Task Persistence_repeats_the_last_state_bit_for_bit()
    {
        var observed = Runs.Of(5, 8, ("u", (cell, step) => Math.Sin(cell + step)));

        var predicted = await Runs.PredictAsync("persistence", observed, 3);

        Assert.All(predicted, values => Assert.Equal(observed.Last.Fields["u"].ToSingle(), values));
    }

    [Fact]
    public async Task Linear_is_exact_on_values_that_change_at_a_constant_rate()
    {
        static double Line(int cell, double step) => 2 + cell - 0.25 * (cell + 1) * step;
        var observed = Runs.Of(4, 8, ("u", Line));

        var predicted = await Runs.PredictAsync("linear", observed, 100);

        Assert.Equal(0, Runs.LargestError(predicted, 4, Line), 1e-4); // values up to 250 in single precision
    }

    [Fact]
    public async Task Steps_follow_the_last_one_at_the_windows_own_spacing()
    {
        var observed = Runs.Of(5, 2, ("u", (cell, step) => cell + step));

        var (_, predicted) = await Runs.ContinueAsync(Runs.Engine("linear"), observed, 3);

        Assert.Equal([0.5, 0.6, 0.7], predicted.Select(step => Math.Round(step.TimeSeconds, 12)));
    }

    [Fact]
    public async Task A_vector_and_a_scalar_keep_their_names_order_and_shapes()
    {
        var mesh = Some.Mesh(3);
        var observed = Some.Trajectory(mesh, [0, 1], time =>
        [
            Some.Vector("U", 3, cell => (cell, time, 0)),
            Some.Scalar("p", 3, cell => cell * time),
        ]);

        var (_, predicted) = await Runs.ContinueAsync(Runs.Engine("linear"), observed, 1);

        var fields = predicted.Single().Members.Single();
        Assert.True(fields.HasLayoutOf(observed.Last.Fields));
        Assert.Equal([0, 2, 0, 1, 2, 0, 2, 2, 0], fields["U"].ToSingle());
        Assert.Equal([0, 2, 4], fields["p"].ToSingle());
    }
}
