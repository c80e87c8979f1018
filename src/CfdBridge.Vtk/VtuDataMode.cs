namespace CfdBridge.Vtk;

/// <summary>Where the numbers stand in a <c>.vtu</c>; VTK's own term.</summary>
public enum VtuDataMode
{
    /// <summary>Each array where it is declared, zlib, as base64 text: valid XML, which every reader takes.</summary>
    Inline = 0,

    /// <summary>
    /// All arrays at the end, zlib, as raw bytes: a quarter smaller, but no valid XML. VTK 9.1 and ParaView 5.11 cannot read
    /// them with an Expat that defers parsing (2.6, and Debian 12's security updates of 2.5).
    /// </summary>
    Appended = 1,
}
