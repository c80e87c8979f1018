using System.ComponentModel;

namespace CfdBridge.Pipeline;

public sealed record InterpolationOptions
{
    public const string Auto = "auto";

    [Description("Engine that interpolates; auto takes the one with the least error on what is left out of this run.")]
    public string Engine { get; init; } = Auto;

    [Description("Engines that auto chooses from; empty for all that are loaded.")]
    public IReadOnlyList<string> Candidates { get; init; } = [];

    [Description("Fields that the worker writes between two observed steps, evenly; 0 writes no interpolated.pvd.")]
    public int BetweenSteps { get; init; }

    /// <summary>Engines that are named by the options.</summary>
    internal IReadOnlyCollection<string> Asked => Engine == Auto ? Candidates : [Engine];

    internal IReadOnlyDictionary<string, TEngine> Among<TEngine>(IReadOnlyDictionary<string, TEngine> engines) =>
        engines.Where(engine => Engine != Auto ? engine.Key == Engine : Candidates.Count == 0 || Candidates.Contains(engine.Key)).ToDictionary();
}
