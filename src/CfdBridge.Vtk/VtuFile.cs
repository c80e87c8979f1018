namespace CfdBridge.Vtk;

/// <summary>
/// Writes steps as <c>.vtu</c>: zlib, 64-bit header, arrays inline unless told otherwise; points in double precision, fields in the
/// precision given, polyhedra by VTK's <c>faces</c> arrays, which readers before and after VTK 9.4 understand.
/// </summary>
public static class VtuFile
{
    /// <summary>Array that marks what the bridge wrote: 0 observed, 1 predicted. On every cell, and once for the dataset.</summary>
    public const string PredictedArray = "cfdbridge_predicted";

    /// <summary>FieldData array with the verdict on the step: 0 reject, 1 advisory, 2 accept, 3 for an observed step or one that nobody judged.</summary>
    public const string VerdictArray = "cfdbridge_verdict";

    const byte NotJudged = 3;

    /// <summary>zlib's level where none is given: as small as VTK's own choice of 5 in half the time (a million cells: 26.1 MB in 1.0 s, 26.2 MB in 2.0 s).</summary>
    public const int DefaultCompressionLevel = 2;

    /// <summary>Writes one step to its path, with <see cref="PredictedArray"/>, and FieldData <see cref="VerdictArray"/> and <c>TimeValue</c>.</summary>
    /// <exception cref="NativeException">The file cannot be written.</exception>
    public static void Write(OutputStep step, VtuDataMode mode = VtuDataMode.Inline, int compressionLevel = DefaultCompressionLevel)
    {
        ArgumentNullException.ThrowIfNull(step);
        using var grid = new PinnedGrid(step.Mesh);
        foreach (var field in step.Fields) grid.Add(field);
        var cells = step.Mesh.CellCount;
        var predicted = new byte[cells];
        if (step.Predicted) Array.Fill(predicted, (byte)1);
        grid.Add(FieldAssociation.Cell, PredictedArray, 1, cells, NumberType.UInt8, predicted);
        grid.AddWhole(PredictedArray, step.Predicted ? (byte)1 : (byte)0); // near the file's head, where it is found cheaply
        grid.AddWhole(VerdictArray, step.Verdict is { } verdict ? (byte)verdict : NotJudged);
        grid.SetTime(step.TimeSeconds);
        grid.Write(step.Path, mode, compressionLevel);
    }
}
