namespace CfdBridge;

/// <summary>What an interpolation is asked for. An engine refuses the kinds that it does not know.</summary>
public abstract record InterpolationTarget;

/// <summary>All fields on the run's own mesh at other times.</summary>
/// <param name="TimesSeconds">Rising; not after the last observed step, but perhaps before the first.</param>
public sealed record AtTimes(IReadOnlyList<double> TimesSeconds) : InterpolationTarget;

/// <summary>The cell fields at the observed times, at the cells of another mesh.</summary>
/// <param name="Mesh">Its cells' centres are where values are wanted; the steps' fields have a row for each.</param>
/// <param name="KnownCells">Numbers of those cells of the observed mesh whose values may be used, rising; null for all. The values of the others are held back to judge the engine.</param>
public sealed record OntoMesh(Mesh Mesh, int[]? KnownCells = null) : InterpolationTarget;

/// <summary>All cell fields on the run's mesh at the times of sensor readings, from these.</summary>
/// <param name="Readings">What the sensors say.</param>
public sealed record FromSensors(SensorReadings Readings) : InterpolationTarget;
