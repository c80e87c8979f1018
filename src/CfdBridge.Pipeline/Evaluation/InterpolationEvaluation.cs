using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>Engines that interpolate, held against snapshots of captured runs that were held back from them.</summary>
/// <param name="Library">Name of the library.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="Groups">The windows.</param>
/// <param name="Scores">One for each engine and window.</param>
public sealed record InterpolationEvaluation(string Library, ulong Seed, IReadOnlyList<InterpolationGroup> Groups, IReadOnlyList<InterpolationScore> Scores)
{
    public const string FileName = "evaluation.json";

    public void Save(string path) => AtomicFile.WriteText(path, DescriptionFile.ToJson(this));
}

/// <summary>How one engine did on one window.</summary>
/// <param name="Group">Name of the window's group.</param>
/// <param name="Run">The captured run.</param>
/// <param name="LastSeconds">Time of the window's last snapshot, seconds.</param>
/// <param name="Engine">The engine, or <c>auto</c>.</param>
/// <param name="Chosen">For <c>auto</c> what it took, else empty.</param>
/// <param name="Refusal">Why it could not serve; empty if it did.</param>
/// <param name="Seconds">Wall-clock seconds for each snapshot, the trials on what is left out included.</param>
/// <param name="Fields">By field.</param>
public sealed record InterpolationScore(
    string Group, string Run, double LastSeconds, string Engine, string Chosen, string Refusal, double Seconds, IReadOnlyDictionary<string, FieldInterpolationScore> Fields);

/// <summary>Errors of one field, mean over the snapshots held back.</summary>
/// <param name="Relative">Volume-weighted norm of the error over that of the truth.</param>
/// <param name="Fluctuation">The same error over the rms of the truth's fluctuation about its mean over the whole window.</param>
/// <param name="Coverage">Share of the volume where the truth lies in the 90 % interval, over the components that vary.</param>
/// <param name="Width">Mean width of that interval over the rms fluctuation of a value.</param>
public sealed record FieldInterpolationScore(double Relative, double Fluctuation, double Coverage, double Width);
