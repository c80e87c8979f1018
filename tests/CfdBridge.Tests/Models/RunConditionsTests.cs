using CfdBridge.Models;

namespace CfdBridge.Tests.Models;

public sealed class RunConditionsTests
{
    static readonly RunConditions Conditions = RunConditions.Of(
    [
        new Dictionary<string, double> { ["Re"] = 50, ["angle"] = -2, ["gamma"] = 1.4 },
        new Dictionary<string, double> { ["Re"] = 200, ["angle"] = 2, ["gamma"] = 1.4 },
        new Dictionary<string, double> { ["angle"] = 0, ["gamma"] = 1.4 },
    ]);

    [Fact]
    public void What_differs_between_runs_is_told_positive_numbers_by_their_logarithm()
    {
        Assert.Equal([("Re", true), ("angle", false)], Conditions.Parameters.Select(one => (one.Name, one.Logarithmic)));
        Assert.Equal(Math.Log(100), Conditions.Parameters[0].Mean, 1e-12);
        Assert.Equal(Math.Log(2), Conditions.Parameters[0].Deviation, 1e-12);
    }

    [Fact]
    public void Every_number_has_a_flag_that_says_whether_it_is_known()
    {
        var known = new RunKnowledge { Parameters = new Dictionary<string, double> { ["Re"] = 200 }, Developed = true };

        Assert.Equal([0, 0, 0, 0, 0, 0, 0], Conditions.Vector(RunKnowledge.None, 0));
        Assert.Equal([1, 1, 0, 0, 1, 1, 0.5f], Conditions.Vector(known, 0.1).Select(number => MathF.Round(number, 5)));
        Assert.Equal([0, 1], Conditions.Vector(new() { Developed = false }, 0)[4..6]);
        Assert.Equal(Conditions.Width, Conditions.Vector(known, 0).Length);
    }

    [Fact]
    public void What_goes_with_one_over_the_viscosity_follows_from_it()
    {
        var conditions = new RunConditions([Conditions.Parameters[0] with { TimesViscosity = 2 }, Conditions.Parameters[1]]);

        Assert.Equal([KeyValuePair.Create("Re", 100.0)], conditions.At(new(Viscosity: 0.02, Explained: 1)));
        Assert.Empty(Conditions.At(new(0.02, 1)));
    }

    [Fact]
    public void A_name_or_a_value_that_cannot_be_told_is_refused()
    {
        Vector("re", 100, "Did you mean \"Re\"?");
        Vector("Re", -1, "not positive");
        Vector("angle", double.NaN, "angle");

        static void Vector(string name, double value, string word) =>
            Assert.Contains(word, Assert.Throws<ArgumentException>(() => Conditions.Vector(new() { Parameters = new Dictionary<string, double> { [name] = value } }, 0)).Message, StringComparison.Ordinal);
    }
}
