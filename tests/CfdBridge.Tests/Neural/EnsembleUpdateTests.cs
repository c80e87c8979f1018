using CfdBridge.Neural;

namespace CfdBridge.Tests.Neural;

public sealed class EnsembleUpdateTests
{
    // A normal prior of mean 0 and variance 4, read once with an error of 1: mean 4/5 of the reading, variance 4/5.
    [Fact]
    public void A_normal_ensemble_becomes_the_normal_that_is_known_in_closed_form()
    {
        var random = new Random(2);
        double[] members = [.. Enumerable.Range(0, 400).Select(_ => 2 * Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 12)]; // variance 4, nearly normal

        var weights = EnsembleUpdate.Weights([.. members.Select(member => new[] { member })], [3], random);

        double[] updated = [.. weights.Select(own => own.Zip(members, (weight, member) => weight * member).Sum())];
        Assert.All(weights, own => Assert.Equal(1, own.Sum(), 1e-9));
        Assert.Equal(2.4, updated.Average(), 0.15); // 400 members: .05 to a deviation, and as much for those of the prior
        Assert.Equal(0.8, updated.Average(value => Math.Pow(value - updated.Average(), 2)), 0.15);
    }

    [Fact]
    public void What_is_not_read_follows_by_what_it_has_to_do_with_what_is()
    {
        var random = new Random(3);
        double[] members = [.. Enumerable.Range(0, 200).Select(_ => 2 * random.NextDouble() - 1)];

        var weights = EnsembleUpdate.Weights([.. members.Select(member => new[] { 100 * member })], [50], random);

        Assert.Equal(-1.5, weights.Average(own => own.Zip(members, (weight, member) => weight * -3 * member).Sum()), 0.01); // read to 1 % : .5, of which the other is -3 times
    }
}
