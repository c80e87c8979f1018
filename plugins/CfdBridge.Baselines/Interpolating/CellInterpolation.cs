using System.Runtime.CompilerServices;

namespace CfdBridge.Baselines;

/// <summary>
/// Onto another mesh: at each place the plane through the values of the nearest cells by weighted least squares, near ones
/// counting more, so that it passes through a cell's own value at its centre (interpolating moving least squares: Lancaster
/// and Salkauskas, Math. Comput. 37, 1981).
/// </summary>
sealed class CellInterpolation : IInterpolationEngine
{
    public async Task<Interpolation> InterpolateAsync(InterpolationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Target is not OntoMesh target) throw new EngineRefusedException("It interpolates onto another mesh only.");
        if (request.Observed.Last.Fields.FirstOrDefault(field => field.Association != FieldAssociation.Cell) is { } other)
            throw new EngineRefusedException($"{other.Name} stands at the points of the mesh; it interpolates cell fields only. Leave it out with --fields.");
        var planes = await Task.Run(() => new NearestPlanes(request.Observed.Mesh, target.KnownCells, target.Mesh.CellCentres, cancellationToken), cancellationToken);
        return new([], StepsAsync(request.Observed, planes, CancellationToken.None));
    }

    static async IAsyncEnumerable<PredictedStep> StepsAsync(Trajectory observed, NearestPlanes planes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var snapshot in observed.Snapshots)
        {
            var fields = await Task.Run(() => new FieldSet(snapshot.Fields.Select(field => field.With(planes.Apply(field.ToSingle(), field.Components)))), cancellationToken);
            yield return new(snapshot.TimeSeconds, [fields]);
        }
    }
}
