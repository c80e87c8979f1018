namespace CfdBridge.Models;

/// <summary>Everything fitted in a linear codec.</summary>
/// <param name="Grid">The nodes.</param>
/// <param name="Normaliser">Centring and scales.</param>
/// <param name="NodeWeights">Square root of each node's share of the cell volume, mean square 1; zero where no cell takes from a node [nodes].</param>
/// <param name="PatchBases">Of each patch, or one for all, row-major [values of a block, coefficients].</param>
/// <param name="SiteBases">Of each latent site, or one for all, row-major [coefficients of its patches, latent].</param>
/// <param name="SiteEnergies">Mean square of each latent number over the training [sites, latent].</param>
/// <param name="Provenance">What it was fitted to.</param>
public sealed record LinearCodecWeights(
    GradedGrid Grid, Normaliser Normaliser, float[] NodeWeights, float[][] PatchBases, float[][] SiteBases, float[] SiteEnergies, LinearCodecProvenance Provenance)
{
    /// <summary>The basis of one place.</summary>
    internal static float[] At(float[][] bases, int place) => bases[bases.Length == 1 ? 0 : place];
}

/// <summary>What a codec was fitted to, and how well the training data fit it.</summary>
/// <param name="Runs">Names of the training runs.</param>
/// <param name="MeshIds">Their meshes.</param>
/// <param name="Snapshots">Snapshots in them.</param>
/// <param name="Blocks">Blocks of snapshots that the bases were fitted to.</param>
/// <param name="LostInPatches">Share of the energy that the patches' coefficients leave out.</param>
/// <param name="LostInSites">Share of the remaining energy that the latent numbers leave out.</param>
public sealed record LinearCodecProvenance(IReadOnlyList<string> Runs, IReadOnlyList<string> MeshIds, int Snapshots, int Blocks, double LostInPatches, double LostInSites);
