namespace CfdBridge.Models;

/// <summary>How many tokens of a frame each decoding step makes.</summary>
public enum DecodeScheduleKind
{
    /// <summary>Tokens still masked follow a squared cosine: few at first, many in the middle, few at last [ENMA, 3.1.2].</summary>
    CosineSquared,

    /// <summary>Tokens still masked follow a cosine: few at first, many at last [MAR, 3.4].</summary>
    Cosine,
}
