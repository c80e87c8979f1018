namespace CfdBridge;

/// <summary>The state of a flow at one instant, on one mesh.</summary>
public sealed class Snapshot
{
    /// <exception cref="CaseFormatException">A field has another number of rows than the mesh has cells (or points).</exception>
    public Snapshot(double timeSeconds, Mesh mesh, FieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(fields);
        var misfit = fields.FirstOrDefault(f => f.Rows != mesh.RowsOf(f.Association));
        if (misfit is not null)
        {
            throw new CaseFormatException(misfit.Name,
                $"expected {mesh.RowsOf(misfit.Association)} rows ({misfit.Association.ToString().ToLowerInvariant()}s of the mesh), found {misfit.Rows}",
                "Does the field belong to this mesh? Write the step again.");
        }

        TimeSeconds = timeSeconds;
        Mesh = mesh;
        Fields = fields;
    }

    /// <summary>Physical time in the solver's own count, seconds.</summary>
    public double TimeSeconds { get; }

    /// <summary>The mesh, shared by all snapshots with the same <see cref="Mesh.Id"/>.</summary>
    public Mesh Mesh { get; }

    /// <summary>Field values.</summary>
    public FieldSet Fields { get; }

    /// <summary>The same instant with other fields.</summary>
    public Snapshot With(FieldSet fields) => ReferenceEquals(fields, Fields) ? this : new(TimeSeconds, Mesh, fields);
}
