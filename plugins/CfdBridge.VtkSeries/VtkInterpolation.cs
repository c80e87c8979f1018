using System.Runtime.CompilerServices;

namespace CfdBridge.VtkSeries;

/// <summary>
/// Onto another mesh as a user of ParaView does it: "Cell Data to Point Data", then "Resample With Dataset" (vtkProbeFilter),
/// by VTK itself. Places in no cell, which ParaView marks as invalid, take the value of the nearest cell.
/// </summary>
sealed class VtkInterpolation : IInterpolationEngine
{
    public async Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Target is not OntoMesh target) throw new EngineRefusedException("It interpolates onto another mesh only.");
        if (request.Observed.Last.Fields.FirstOrDefault(field => field.Association != FieldAssociation.Cell) is { } other)
            throw new EngineRefusedException($"{other.Name} stands at the points of the mesh; it interpolates cell fields only. Leave it out with --fields.");
        var places = await Task.Run(() => new ProbedPlaces(request.Observed.Mesh, target.KnownCells, target.Mesh.CellCentres), cancellationToken);
        string[] notes = places.Outside == 0 ? [] : [$"{places.Outside} of {target.Mesh.CellCount} places lie in no cell, by VTK's search: they take the value of the nearest cell, where ParaView marks them as invalid."];
        return new(notes, StepsAsync(request.Observed, places, CancellationToken.None));
    }

    static async IAsyncEnumerable<PredictedStep> StepsAsync(Trajectory observed, ProbedPlaces places, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var held = places;
        foreach (var snapshot in observed.Snapshots)
        {
            var fields = await Task.Run(() => new FieldSet(snapshot.Fields.Select(field => field.With(held.Apply(field.ToSingle(), field.Components)))), cancellationToken);
            yield return new(snapshot.TimeSeconds, [fields]);
        }
    }
}
