using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

/// <summary>What a module learns, ready for use in either runtime: TorchSharp leaves parameters to the scope they are made in, and group norms without values.</summary>
static class Learned
{
    /// <summary>A parameter that lives as long as the module that has it, whatever scope it is made in.</summary>
    internal static Parameter Parameter(Tensor start)
    {
        var parameter = nn.Parameter(start);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>A group norm that changes nothing but mean and deviation at first.</summary>
    internal static GroupNorm GroupNorm(long groups, long channels)
    {
        var norm = nn.GroupNorm(groups, channels);
        nn.init.ones_(norm.weight!); // made with both
        nn.init.zeros_(norm.bias!);
        return norm;
    }
}
