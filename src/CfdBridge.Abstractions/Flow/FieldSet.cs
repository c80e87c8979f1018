using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace CfdBridge;

/// <summary>Fields in a fixed order. A name may stand twice, once for cells and once for points.</summary>
public sealed class FieldSet : IReadOnlyList<Field>
{
    readonly Field[] fields;

    /// <summary>Fields in the order given.</summary>
    /// <exception cref="ArgumentException">Two fields have the same name and association.</exception>
    public FieldSet(IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        this.fields = [.. fields];
        var twice = this.fields.GroupBy(f => (f.Name, f.Association)).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"{twice.Key.Association} field {twice.Key.Name} is given {twice.Count()} times.", nameof(fields));
    }

    /// <summary>Number of fields.</summary>
    public int Count => fields.Length;

    /// <summary>The field at a place in the order.</summary>
    public Field this[int index] => fields[index];

    /// <summary>The field of this name; cell data is preferred where both exist.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Field this[string name] =>
        TryGet(name, FieldAssociation.Cell, out var field) || TryGet(name, FieldAssociation.Point, out field)
            ? field
            : throw new KeyNotFoundException($"There is no field {name}. {NearMatch.Hint(name, fields.Select(f => f.Name))}");

    /// <summary>Finds a field by name and association.</summary>
    public bool TryGet(string name, FieldAssociation association, [NotNullWhen(true)] out Field? field)
    {
        field = Array.Find(fields, f => f.Name == name && f.Association == association);
        return field is not null;
    }

    /// <summary>Whether both sets have the same fields: names, associations and components, in the same order.</summary>
    public bool HasLayoutOf(FieldSet other) =>
        other is not null && Count == other.Count && fields.Zip(other.fields).All(
            p => p.First.Name == p.Second.Name && p.First.Association == p.Second.Association && p.First.Components == p.Second.Components);

    /// <summary>The fields that another set has, in its order, leaving out all others.</summary>
    /// <exception cref="CaseFormatException">One of them is not here.</exception>
    public FieldSet Select(FieldSet layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return HasLayoutOf(layout) ? this : new FieldSet(layout.Select(wanted => Array.Find(fields, f => f.Name == wanted.Name && f.Association == wanted.Association && f.Components == wanted.Components)
            ?? throw new CaseFormatException(wanted.Name, "earlier steps have this field, this step has not", "Was the step cut short, or the list of written fields changed? Write the step again, or name the fields to read.")));
    }

    /// <inheritdoc/>
    public IEnumerator<Field> GetEnumerator() => ((IEnumerable<Field>)fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();
}
