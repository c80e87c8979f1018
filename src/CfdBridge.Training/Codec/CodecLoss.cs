using CfdBridge.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// The error of a batch's reconstruction, and what holds the latents in shape. The error is the norm of each block's, as
/// it is judged by, not its square: a few hard blocks of an impulsive start would outweigh all others.
/// </summary>
sealed class CodecLoss(NeuralCodec codec, CodecTrainingOptions options, double energy)
{
    const double Least = 1e-10; // keeps the root's slope finite

    /// <param name="batch">The batch.</param>
    /// <param name="noise">For the latents; seeded by the caller for this step.</param>
    /// <param name="held">Latents to stay near, [B, T, L, D]; null in the first stage.</param>
    public Tensor Of(CodecBatch batch, Generator noise, Tensor? held)
    {
        using var scope = NewDisposeScope();
        var width = codec.Config.Latent;
        var encoded = codec.Network.Encode(batch.Seen, batch.Surroundings, batch.Gathered(codec.Network));
        var mean = encoded.narrow(-1, 0, width);
        var drawn = randn(mean.shape, generator: noise);
        Tensor latents, shape;
        if (codec.Config.LatentKind == LatentKind.Variational)
        {
            var logarithm = encoded.narrow(-1, width, width).clamp((Scalar)(-20.0), (Scalar)10.0);
            latents = mean + (logarithm / 2).exp() * drawn;
            shape = (mean.square() + logarithm.exp() - 1 - logarithm).mean() * (0.5 * options.KullbackLeibler);
        }
        else
        {
            latents = mean + drawn * options.LatentNoise;
            shape = zeros(1).squeeze();
        }

        var decoded = codec.Network.Decode(codec.Network.Bounded(latents), batch.Surroundings).Coefficients;
        var error = ((decoded - batch.Truth).square().sum([2, 3]) / energy + Least).sqrt().mean();
        var loss = error + shape;
        if (held is not null) loss = loss + (mean - held).square().mean() * (options.HoldLatents * error.detach());
        return loss.MoveToOuterDisposeScope();
    }
}
