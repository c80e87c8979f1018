using CfdBridge.Models;
using static TorchSharp.torch;

namespace CfdBridge.Neural;

// E members · T frames · L sites · D latent numbers
/// <summary>A trained model that continues runs in the latents of a codec.</summary>
interface ILatentGenerator
{
    /// <summary>Usual time between frames in training, seconds.</summary>
    double FrameSeconds { get; }

    /// <summary>Frames of a run that it looks back at when it begins, at most.</summary>
    int FramesSeen { get; }

    /// <summary>What it may be told of a run.</summary>
    RunConditions Conditions { get; }

    /// <summary>Whether it can draw, not only forecast the mean.</summary>
    bool Draws { get; }

    /// <summary>Whether it is told what the geometry and the run's own mean are at the sites.</summary>
    bool ToldOfSites { get; }

    /// <summary>Whether it is better off with a run's parameters found for it than with what it makes of the frames itself.</summary>
    bool NeedsParameters { get; }

    /// <summary>How its latents are scaled: over the training runs they vary by 1 in the mean.</summary>
    LatentScaling Scaling { get; }

    /// <summary>Of its network.</summary>
    Arithmetic Arithmetic { get; }

    /// <param name="context">The run's last frames [T, L, D].</param>
    /// <param name="frames">Frames wanted.</param>
    GeneratedFrames Continue(Tensor context, int frames, LatentRequest request);
}

/// <param name="Frames">The new frames alone [E, T, L, D].</param>
/// <param name="Read">Parameters that the model read from the context because nobody told them.</param>
sealed record GeneratedFrames(Tensor Frames, IReadOnlyDictionary<string, double> Read);
