namespace CfdBridge;

/// <summary>Reads how cases are solved.</summary>
public interface INumericsReader
{
    /// <summary>What the case at an absolute path is set up with now; null where it is not set up to be solved.</summary>
    CaseNumerics? Read(string casePath, CancellationToken cancellationToken);
}
