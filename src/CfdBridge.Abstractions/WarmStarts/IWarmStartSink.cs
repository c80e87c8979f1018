namespace CfdBridge;

/// <summary>Writes a case that a solver can go on from, never into the case that it is made for.</summary>
public interface IWarmStartSink
{
    /// <summary>Writes the case and reads it back as the solver will.</summary>
    /// <exception cref="CaseFormatException">The case cannot be followed, or what was written does not read back as it should.</exception>
    Task<WrittenWarmStart> WriteAsync(WarmStartRequest request, CancellationToken cancellationToken);

    /// <summary>Why it could write none of a kind for the case at an absolute path, in words; empty where it could. Nothing is written.</summary>
    IReadOnlyList<string> Obstacles(string casePath, WarmStartKind kind, CancellationToken cancellationToken) => [];
}
