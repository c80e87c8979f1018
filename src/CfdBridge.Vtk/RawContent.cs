namespace CfdBridge.Vtk;

/// <summary>A file's content as it comes from the reader, before it is known which mesh it stands on.</summary>
sealed record RawContent(double[] Points, CellTable Cells, IReadOnlyList<Field> Fields, double? TimeSeconds)
{
    /// <summary>Reads what <c>send.cpp</c> writes, after the status.</summary>
    public static RawContent Receive(Stream from)
    {
        var hasTime = from.Receive<int>() != 0;
        var time = from.Receive<double>();
        var pointCount = from.Receive<int>();
        var cellCount = from.Receive<int>();
        var connectivityLength = from.Receive<int>();
        var facesLength = from.Receive<int>();
        var arrayCount = from.Receive<int>();

        var points = from.ReceiveArray<double>(checked(3 * pointCount));
        var types = from.ReceiveArray<CellType>(cellCount);
        var offsets = cellCount > 0 ? from.ReceiveArray<int>(cellCount + 1) : [0];
        var connectivity = from.ReceiveArray<int>(connectivityLength);
        var faces = from.ReceiveArray<int>(facesLength);
        var faceOffsets = facesLength > 0 ? from.ReceiveArray<int>(cellCount) : [];
        var fields = new Field[arrayCount];
        for (var i = 0; i < arrayCount; i++) fields[i] = ReceiveField(from, pointCount, cellCount);
        return new(points, new CellTable(types, offsets, connectivity, faces, faceOffsets), fields, hasTime ? time : null);
    }

    static Field ReceiveField(Stream from, int pointCount, int cellCount)
    {
        var association = (FieldAssociation)from.Receive<int>();
        var components = from.Receive<int>();
        var type = (NumberType)from.Receive<int>();
        var name = from.ReceiveText();
        var count = checked((association == FieldAssociation.Cell ? cellCount : pointCount) * components);
        return type == NumberType.Float
            ? new Field(name, association, components, from.ReceiveArray<float>(count))
            : new Field(name, association, components, from.ReceiveArray<double>(count));
    }
}
