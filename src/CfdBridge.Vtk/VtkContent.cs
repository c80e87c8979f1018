namespace CfdBridge.Vtk;

/// <summary>What a VTK file holds.</summary>
/// <param name="Mesh">Its cells, explicit whatever dataset it was.</param>
/// <param name="Fields">Every numeric array: point and cell data apart, single precision single, all else double.</param>
/// <param name="TimeSeconds">FieldData <c>TimeValue</c>, or null where there is none.</param>
public sealed record VtkContent(Mesh Mesh, FieldSet Fields, double? TimeSeconds);
