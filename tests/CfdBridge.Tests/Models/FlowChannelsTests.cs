using CfdBridge.Models;

namespace CfdBridge.Tests.Models;

public sealed class FlowChannelsTests
{
    [Fact]
    public void The_velocity_is_U_or_else_the_first_vector_with_zeros_along_axes_that_are_not_resolved()
    {
        var named = new FlowChannels([new("T", 0), new("U", 0), new("U", 2), new("B", 0), new("B", 1)]);
        var unnamed = new FlowChannels([new("p", 0), new("velocity", 0), new("velocity", 1)]);


        Assert.Equal<float>([2, 0, 3, 12, 0, 13], named.Velocity([1, 2, 3, 4, 5, 11, 12, 13, 14, 15]) ?? []);
        Assert.Equal<float>([2, 3, 0], unnamed.Velocity([1, 2, 3]) ?? []);
        Assert.Null(new FlowChannels([new("p", 0)]).Velocity([1]));
    }
}
