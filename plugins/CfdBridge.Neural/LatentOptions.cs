using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>Which codec's latents are regressed over parameters.</summary>
sealed record LatentOptions : IValidatableObject
{
    [Description("Folder of a codec, as `cfdbridge train codec` wrote it. Empty leaves the engine out: a codec says nothing of flows that it was not trained on.")]
    public string Codec { get; init; } = "";

    [Description("What parts of the boundary are, where it is not found right: the same as in training.")]
    public IReadOnlyDictionary<string, BoundaryRole> Roles { get; init; } = new Dictionary<string, BoundaryRole>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Codec.Length > 0 && !Directory.Exists(Codec)) yield return new($"there is no folder {Codec}", [nameof(Codec)]);
    }
}
