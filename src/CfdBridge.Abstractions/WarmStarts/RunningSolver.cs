namespace CfdBridge;

/// <summary>What becomes of a solver that still runs the case when its warm start is ready.</summary>
public enum RunningSolver
{
    /// <summary>It runs on and is told nothing; the case is not touched.</summary>
    Leave,

    /// <summary>It is asked to write its step and stop, through the case's own settings: only where the user says so.</summary>
    WriteAndStop,
}
