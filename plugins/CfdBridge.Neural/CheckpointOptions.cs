using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>Which trained model an engine works with.</summary>
abstract record CheckpointOptions : IValidatableObject
{
    [Description("Folder of a generator, as `cfdbridge train` wrote it, or of several: of those that fit the run the one of its very geometry serves. Empty for the shipped ones.")]
    public string Model { get; init; } = "";

    [Description("Folder of the codec that the generator was trained with; empty looks for it in the generator's folder and beside it.")]
    public string Codec { get; init; } = "";

    [Description("What parts of the boundary are, where it is not found right: the same as in training.")]
    public IReadOnlyDictionary<string, BoundaryRole> Roles { get; init; } = new Dictionary<string, BoundaryRole>();

    /// <summary>Of the folders that serve, as their descriptions say.</summary>
    internal abstract string ModelKind { get; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, folder) in new[] { (nameof(Model), Model), (nameof(Codec), Codec) })
        {
            if (folder.Length > 0 && !Directory.Exists(folder)) yield return new($"there is no folder {folder}", [name]);
        }
    }
}
