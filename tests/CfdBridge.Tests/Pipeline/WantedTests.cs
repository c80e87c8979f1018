using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline;

public sealed class WantedTests : IDisposable
{
    readonly TempFolder folder = new();

    static readonly FieldSet Layout = new([Some.Vector("U", 1, _ => (0, 0, 0)), Some.Scalar("p", 1, _ => 0)]);

    [Theory]
    [InlineData("1.5,1,1.5", new[] { 1, 1.5 })]
    [InlineData("1:0.25:2", new[] { 1, 1.25, 1.5, 1.75, 2 })]
    [InlineData(":2:", new[] { 0.0, 2, 4 })]
    public void Times_are_a_list_or_a_range(string text, double[] expected) => Assert.Equal(expected, new WantedTimes(text).Of(0, 5));

    [Theory]
    [InlineData("1:2")]
    [InlineData("a,b")]
    [InlineData("0:-1:5")]
    [InlineData("")]
    public void Anything_else_is_answered_with_the_form(string text) => Assert.Contains("START:STEP:END", Assert.Throws<UsageException>(() => new WantedTimes(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_table_of_sensors_is_read_with_its_holes()
    {
        var path = folder.Write("sensors.csv", "time,x,y,z,U_x,U:1,p,note\n0.1,1,2,0,3,4,5,7\n0.1,2,2,0,6,,8,7\n0.3,1,2,0,9,10,11,7\n");

        var readings = SensorTable.Read(path, Layout);

        Assert.Equal([0.1, 0.3], readings.TimesSeconds);
        Assert.Equal([1, 2, 0, 2, 2, 0], readings.Places);
        Assert.Equal([new("U", 0), new("U", 1), new("p", 0)], readings.Channels);
        Assert.Equal(10, readings.At(1, 0, 1));
        Assert.True(double.IsNaN(readings.At(0, 1, 1)));
        Assert.True(double.IsNaN(readings.At(1, 1, 0))); // this sensor did not read then
    }

    [Theory]
    [InlineData("x,y,z,p\n1,1,1,1\n", "no column time")]
    [InlineData("time,x,y,z,q\n1,1,1,1,1\n", "no column is a field of the case")]
    [InlineData("time,x,y,z,p\n1,1,1,1\n", "line 2")]
    [InlineData("time,x,y,z,p\n1,1,1,1,one\n", "\"one\" is no number")]
    public void A_table_that_is_none_is_named_with_the_line(string text, string fact) =>
        Assert.Contains(fact, Assert.Throws<CaseFormatException>(() => SensorTable.Read(folder.Write("sensors.csv", text), Layout)).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();
}
