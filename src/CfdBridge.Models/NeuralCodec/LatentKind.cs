namespace CfdBridge.Models;

/// <summary>What a codec's encoder gives.</summary>
public enum LatentKind
{
    /// <summary>Numbers; a little noise is added in training so that neighbours decode alike.</summary>
    Plain,

    /// <summary>Mean and variance, held near a standard normal by their Kullback-Leibler divergence [ENMA, E.2.3].</summary>
    Variational,
}
