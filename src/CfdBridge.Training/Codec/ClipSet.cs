using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Training;

// C clips · T blocks in time · L sites · K coefficients of a site · P patches · N points · V numbers at a point in a block
/// <summary>Clips of one run seen at one set of points.</summary>
/// <param name="Run">Name of the run.</param>
/// <param name="Surroundings">Geometry at the patches [1, P, nodes x channels]; shared by the sets of a run.</param>
/// <param name="Around">Which of the points stand around the patches.</param>
/// <param name="Values">Centred and scaled, in half precision [N, C, T, V].</param>
/// <param name="Coefficients">What the lift makes of these points [C, T, L, K].</param>
/// <param name="Truth">What it makes of all points [C, T, L, K].</param>
sealed record ClipSet(string Run, Tensor Surroundings, PointNeighbourhood? Around, Tensor? Values, Tensor Coefficients, Tensor Truth)
{
    public int Clips => (int)Coefficients.shape[0];

    /// <summary>Encoded and decoded: coefficients [C, T, L, K], and the channels at the patches that points may read [C x T, P, width].</summary>
    public (Tensor Coefficients, Tensor Patches) RoundTrip(NeuralCodec codec)
    {
        var gathered = !codec.Network.Gathers || Around is null || Values is null ? null : codec.Network.Gather(Around, Values.flatten(1, 2).to(ScalarType.Float32));
        var surroundings = Surroundings.expand(Clips, Surroundings.shape[1], Surroundings.shape[2]);
        var latents = codec.Network.Bounded(codec.Network.Encode(Coefficients, surroundings, gathered).narrow(-1, 0, codec.Config.Latent));
        return codec.Network.Decode(latents, surroundings);
    }
}
