namespace CfdBridge;

/// <summary>
/// The values of one quantity, row-major [rows, components], in the precision in which the solver wrote them.
/// Immutable: the arrays must not change after construction.
/// </summary>
public sealed class Field
{
    const int NotSought = -2;

    readonly Array values;
    int firstNotFinite = NotSought;

    /// <summary>A field in double precision.</summary>
    public Field(string name, FieldAssociation association, int components, double[] values, Dimensions? dimensions = null)
        : this(name, association, components, (Array)values, dimensions)
    {
    }

    /// <summary>A field in single precision.</summary>
    public Field(string name, FieldAssociation association, int components, float[] values, Dimensions? dimensions = null)
        : this(name, association, components, (Array)values, dimensions)
    {
    }

    Field(string name, FieldAssociation association, int components, Array values, Dimensions? dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        if (values.Length % components != 0)
            throw new ArgumentException($"{name}: {values.Length} numbers do not make rows of {components}.", nameof(values));

        Name = name;
        Association = association;
        Components = components;
        Dimensions = dimensions;
        this.values = values;
    }

    /// <summary>The solver's name, such as <c>U</c>.</summary>
    public string Name { get; }

    /// <summary>Where the values sit.</summary>
    public FieldAssociation Association { get; }

    /// <summary>Numbers in a row: 1 scalar, 3 vector, 6 symmetric tensor (xx xy xz yy yz zz), 9 tensor.</summary>
    public int Components { get; }

    /// <summary>Physical dimensions, or null where the format does not say.</summary>
    public Dimensions? Dimensions { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => values.Length / Components;

    /// <summary>Whether the values are kept in double precision.</summary>
    public bool IsDouble => values is double[];

    /// <summary>Place of the first value that is no finite number in single precision, -1 where all are; sought once, whoever asks.</summary>
    public int FirstNotFinite => firstNotFinite != NotSought ? firstNotFinite : firstNotFinite = SeekNotFinite();

    /// <summary>The values as single precision: the array itself, or a rounded copy.</summary>
    public float[] ToSingle() => values as float[] ?? Array.ConvertAll((double[])values, v => (float)v);

    /// <summary>The values as double precision: the array itself, or a widened copy.</summary>
    public double[] ToDouble() => values as double[] ?? Array.ConvertAll((float[])values, v => (double)v);

    /// <summary>The same field in single precision.</summary>
    public Field AsSingle() => IsDouble ? new(Name, Association, Components, ToSingle(), Dimensions) : this;

    /// <summary>A field of the same kind with other values and, if given, another name.</summary>
    public Field With(float[] newValues, string? newName = null) => new(newName ?? Name, Association, Components, newValues, Dimensions);

    int SeekNotFinite()
    {
        var single = ToSingle();
        for (var i = 0; i < single.Length; i++)
        {
            if (!float.IsFinite(single[i])) return i;
        }

        return -1;
    }

    /// <summary>Name, place, shape and precision, for messages.</summary>
    public override string ToString() => $"{Name} ({Association} data [{Rows}, {Components}], {(IsDouble ? "double" : "float")})";
}
