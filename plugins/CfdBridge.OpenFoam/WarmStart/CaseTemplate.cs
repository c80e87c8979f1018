namespace CfdBridge.OpenFoam;

/// <summary>The time directory of the case whose boundary conditions a warm start keeps.</summary>
/// <param name="Layout">Where it lies.</param>
/// <param name="Name">Its name below each rank folder, such as <c>0</c>.</param>
/// <param name="StartSeconds">Its time.</param>
/// <param name="Places">The mesh there.</param>
/// <param name="Needed">Fields that the case was set up with, and a solver reads; null where that is not known.</param>
sealed record CaseTemplate(Layout Layout, string Name, double StartSeconds, MeshPlaces Places, IReadOnlySet<string>? Needed)
{
    static readonly string[] SetUps = ["0", "0.orig"];

    /// <summary>The directory that a case was set up with, or its latest whole step up to a time.</summary>
    /// <exception cref="CaseFormatException">There is none.</exception>
    public static CaseTemplate Of(CaseFolder folder, WarmStartKind kind, double? startSeconds, CancellationToken cancellationToken)
    {
        Layout[] layouts = [Layout.SerialOf(folder), .. Layout.DecomposedOf(folder)];
        if (Regions.Choose(folder, layouts, null).Length > 0)
            throw new CaseFormatException(folder.NameOf(folder.Root), "it has regions", "Warm starts are written for cases with one mesh.");
        return kind == WarmStartKind.Continue ? Latest(folder, layouts, startSeconds ?? double.PositiveInfinity, cancellationToken) : SetUp(folder, layouts);
    }

    static CaseTemplate SetUp(CaseFolder folder, Layout[] layouts)
    {
        foreach (var layout in layouts.Where(HasMesh))
        {
            if (SetUpIn(layout) is { } name) return new(layout, name, 0, MeshPlaces.Of("", []), FieldsIn(layout, name));
        }

        throw new CaseFormatException(folder.NameOf(folder.At("0")), "the directory does not exist", "A warm start for a new parameter or mesh keeps the boundary conditions of 0/ (or 0.orig/): set the case up first.");
    }

    static CaseTemplate Latest(CaseFolder folder, Layout[] layouts, double upTo, CancellationToken cancellationToken)
    {
        var scan = new CaseScan(folder, null, new());
        var last = scan.Look(cancellationToken).Steps.LastOrDefault(step => step.State != StepState.Unfinished && step.TimeSeconds <= upTo + 1e-9 * Math.Abs(upTo))
            ?? throw new CaseFormatException(folder.NameOf(folder.Root), "there is no whole step at or before the time to start from", "Wait until the solver has written one.");
        var directory = scan.Find(last.Name) ?? throw new CaseFormatException(folder.NameOf(folder.At(last.Name)), "the step is gone", "Was it purged? Try again.");
        var setUp = layouts.FirstOrDefault(layout => layout.Key == directory.Layout.Key && SetUpIn(layout) is not null) ?? layouts.FirstOrDefault(layout => SetUpIn(layout) is not null);
        return new(directory.Layout, last.Name, last.TimeSeconds, MeshPlaces.Of(scan.Region, scan.UpTo(directory)), setUp is null ? null : FieldsIn(setUp, SetUpIn(setUp)!)); // it was chosen for having one
    }

    static bool HasMesh(Layout layout) => FoamFiles.Exists(layout.Folders[0].At("constant", "polyMesh", "faces"));

    static string? SetUpIn(Layout layout) => SetUps.FirstOrDefault(name => FieldNames.In(layout.Folders[0].At(name)).Any());

    static HashSet<string> FieldsIn(Layout layout, string name) => [.. FieldNames.In(layout.Folders[0].At(name))];
}
