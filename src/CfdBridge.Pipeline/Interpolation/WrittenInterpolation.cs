using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>The report beside interpolated fields: what was asked, what each engine made of what was left out, which was taken, and how far off its fields may be.</summary>
/// <param name="Headline">The first thing to say.</param>
/// <param name="Case">The case, by its path.</param>
/// <param name="Kind">What was asked: times, mesh or sensors.</param>
/// <param name="Asked">The same in words.</param>
/// <param name="Steps">Steps that were written.</param>
/// <param name="SolverSteps">How many of them are the solver's own, untouched.</param>
/// <param name="Places">Cells of the mesh that was written on.</param>
/// <param name="PlacesOutside">How many of them the run's mesh does not hold.</param>
/// <param name="Parts">Times that are found alike; one for another mesh or sensors. Of a watched case those made last.</param>
/// <param name="Earlier">Of a watched case what was made before, and stands as it was made.</param>
/// <param name="Caveats">What the figures do not say.</param>
/// <param name="Seconds">Wall-clock seconds, reading and writing included.</param>
/// <param name="Provenance">What made it.</param>
public sealed record WrittenInterpolation(
    string Headline, string Case, string Kind, string Asked, int Steps, int SolverSteps, int Places, int PlacesOutside, IReadOnlyList<WrittenPart> Parts, IReadOnlyList<EarlierPart> Earlier, IReadOnlyList<string> Caveats, double Seconds, ReportedProvenance Provenance)
{
    public const string FileName = "interpolation.json";
    public const string PageName = "interpolation.html";
    public const string Times = "times";
    public const string Mesh = "mesh";
    public const string Sensors = "sensors";

    /// <exception cref="CaseFormatException">The file is missing or not what it should be.</exception>
    public static WrittenInterpolation Load(string path) => DescriptionFile.Load<WrittenInterpolation>(path, "Interpolate again.");

    public void Save(string path) => AtomicFile.WriteText(path, DescriptionFile.ToJson(this));
}

/// <summary>Some of what was asked for, by one engine.</summary>
/// <param name="Name">Which part, in words.</param>
/// <param name="Engine">The engine that was taken.</param>
/// <param name="Model">Model of a trained engine; empty for others.</param>
/// <param name="ModelSha256">Of its weights.</param>
/// <param name="Choice">Why this one.</param>
/// <param name="Gap">For times: steps of the run from one known to the next across what is wanted, at most; else 1.</param>
/// <param name="Expected">Error over the fluctuation to be expected, mean over fields.</param>
/// <param name="TimesSeconds">Of its steps.</param>
/// <param name="Fields">By field.</param>
/// <param name="LeftOut">What was left out and found again; the first decides, and gives the intervals.</param>
/// <param name="Notes">What was found.</param>
public sealed record WrittenPart(
    string Name, string Engine, string Model, string ModelSha256, string Choice, int Gap, double Expected, IReadOnlyList<double> TimesSeconds, IReadOnlyList<WrittenField> Fields, IReadOnlyList<ReportedTrials> LeftOut, IReadOnlyList<string> Notes);

/// <summary>Times of a watched case that were found in an earlier pass.</summary>
/// <param name="Name">Which part, in words.</param>
/// <param name="Engine">The engine that was taken.</param>
/// <param name="ModelSha256">Of its model's weights; empty where it has none.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="FirstSeconds">Time of the first.</param>
/// <param name="LastSeconds">Time of the last.</param>
/// <param name="Expected">Error over the fluctuation that was to be expected, mean over fields.</param>
public sealed record EarlierPart(string Name, string Engine, string ModelSha256, int Steps, double FirstSeconds, double LastSeconds, double Expected)
{
    internal static EarlierPart Of(WrittenPart part) => new(part.Name, part.Engine, part.ModelSha256, part.TimesSeconds.Count, part.TimesSeconds[0], part.TimesSeconds[^1], part.Expected);
}

/// <summary>How far off one field may be.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Fluctuation">Rms fluctuation of the observed steps: the unit of errors.</param>
/// <param name="Expected">Error over the fluctuation to be expected.</param>
/// <param name="Coverage90">Share, by volume, of the values left out that the 90 % intervals held, each half of the steps by the other; null where one step alone was left out.</param>
/// <param name="HalfWidths">For each step the rms half width of the 90 % interval, over the fluctuation.</param>
public sealed record WrittenField(string Field, double Fluctuation, double Expected, double? Coverage90, IReadOnlyList<double> HalfWidths);

/// <summary>Something that was left out, and what engines made of it.</summary>
/// <param name="LeftOut">In words.</param>
/// <param name="Engines">Best first.</param>
public sealed record ReportedTrials(string LeftOut, IReadOnlyList<TriedEngine> Engines);

/// <summary>One engine on what was left out.</summary>
/// <param name="Engine">Engine name.</param>
/// <param name="Refusal">Why it could not serve; empty if it did.</param>
/// <param name="Expected">Error over the fluctuation to be expected of what is asked; null for a refusal.</param>
/// <param name="SecondsPerStep">Wall-clock seconds for one step, preparation included.</param>
/// <param name="ByGap">Errors by width of what was left out, mean over fields.</param>
/// <param name="Fields">By field.</param>
public sealed record TriedEngine(string Engine, string Refusal, double? Expected, double SecondsPerStep, IReadOnlyList<ErrorAt> ByGap, IReadOnlyList<TriedField> Fields);

/// <summary>Errors of one field, means over what was left out.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Relative">Norm of the error over that of the truth.</param>
/// <param name="Fluctuation">The same error over the fluctuation.</param>
/// <param name="Expected">What is to be expected of what is asked.</param>
/// <param name="Coverage90">Share, by volume, of the values that the 90 % intervals held, each half of the steps by the other; null where one step alone was left out.</param>
/// <param name="ByDistance">Error over the fluctuation by steps to the nearest known one.</param>
public sealed record TriedField(string Field, double Relative, double Fluctuation, double Expected, double? Coverage90, IReadOnlyList<ErrorAt> ByDistance);

/// <summary>An error at a number of steps.</summary>
/// <param name="Steps">Width of a gap, or distance.</param>
/// <param name="Error">Over the fluctuation.</param>
public sealed record ErrorAt(int Steps, double Error);
