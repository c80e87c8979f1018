using CfdBridge.Data;
using CfdBridge.Models;

namespace CfdBridge.Training;

/// <summary>What is trained and how, as a file: <c>recipe.json</c> of a family of runs.</summary>
public sealed record CodecRecipe
{
    /// <summary>Sizes; null for those that fit the runs' dimensions.</summary>
    public NeuralCodecConfig? Sizes { get; init; }

    public CodecTrainingOptions Training { get; init; } = new();

    /// <exception cref="CaseFormatException">The file is missing or not a recipe.</exception>
    public static CodecRecipe Load(string path)
    {
        var recipe = DescriptionFile.Load<CodecRecipe>(path, "`cfdbridge schema recipe` prints what such a file holds.");
        try
        {
            recipe.Sizes?.Validate();
            recipe.Training.Validate();
        }
        catch (ArgumentException failure)
        {
            throw new CaseFormatException(path, $"its sizes do not fit ({failure.Message.TrimEnd('.')})", "Correct the file.", failure);
        }

        return recipe;
    }
}
