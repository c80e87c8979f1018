using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CfdBridge.Baselines;

sealed record AnalogOptions : IValidatableObject
{
    [Description("Folder of captured runs to follow; those that its members.csv keeps for validation or test are left out. Empty leaves the engine out.")]
    public string Library { get; init; } = "";

    [Range(2, 1_000), Description("Last states that are compared with the stored runs.")]
    public int ComparedStates { get; init; } = 24;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Library.Length > 0 && !Directory.Exists(Library)) yield return new($"there is no folder {Library}", [nameof(Library)]);
    }
}
