namespace CfdBridge.Models;

/// <summary>How scattered points are gathered at the places of a grid by learned weights.</summary>
public enum PointEncoderKind
{
    /// <summary>Not at all: the network sees what least squares lift to the grid, nothing else.</summary>
    None,

    /// <summary>Cross-attention with a distance bias [ENMA, 3.2].</summary>
    Attention,

    /// <summary>A continuous convolution in a neighbourhood [ECHO, 3.1.1; CALM-PDE].</summary>
    ContinuousConvolution,
}
